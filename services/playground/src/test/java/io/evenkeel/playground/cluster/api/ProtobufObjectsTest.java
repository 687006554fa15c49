package io.evenkeel.playground.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.Tree;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtobufObjectsTest {

  @Test
  void aReleaseSecretIsReadAsItsJson() {
    byte[] labels = join(text(1, "owner"), text(2, "helm"));
    byte[] metadata =
        join(text(1, "sh.helm.release.v1.x.v1"), text(3, "shop"), text(5, ""), field(11, labels));
    byte[] data = join(text(1, "release"), field(2, new byte[] {0, (byte) 0xff}));
    byte[] secret = join(field(1, metadata), field(2, data), text(3, "helm.sh/release.v1"));

    JsonNode read = ProtobufObjects.read(envelope("v1", "Secret", secret));

    assertThat(read).isEqualTo(tree("""
            apiVersion: v1
            kind: Secret
            metadata: {name: sh.helm.release.v1.x.v1, namespace: shop, labels: {owner: helm}}
            data: {release: AP8=}
            type: helm.sh/release.v1
            """));
  }

  @Test
  void zeroIsKeptWhereItMeansSomething() {
    byte[] spec = join(number(1, 0), number(5, 0), field(4, new byte[0]));

    JsonNode read = ProtobufObjects.read(envelope("apps/v1", "Deployment", field(2, spec)));

    assertThat(read.path("spec")).isEqualTo(tree("{replicas: 0}"));
  }

  @Test
  void membersOfAnInlineMessageAndUnionsAreReadInPlace() {
    byte[] port = join(number(3, 80), field(4, join(number(1, 1), text(3, "http"))));
    byte[] selector = join(text(1, "app"), text(2, "web"));
    byte[] service = field(2, join(field(1, port), field(2, selector), text(4, "ClusterIP")));

    JsonNode read = ProtobufObjects.read(envelope("v1", "Service", service));

    assertThat(read.path("spec"))
        .isEqualTo(
            tree("{ports: [{port: 80, targetPort: http}], selector: {app: web}, type: ClusterIP}"));
  }

  @Test
  void aKindThatIsNotKnownIsRefusedByName() {
    assertThatThrownBy(() -> ProtobufObjects.read(envelope("v1", "Teapot", new byte[0])))
        .isInstanceOfSatisfying(
            StatusException.class, refusal -> assertThat(refusal.code()).isEqualTo(415))
        .hasMessageContaining("Teapot");
  }

  @Test
  void noBrokenBodyDoesAnythingWorseThanBeingRefused() {
    byte[] whole = envelope("v1", "Secret", field(1, text(1, "name")));
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] broken = Arrays.copyOf(whole, 4 + random.nextInt(whole.length - 4));
      if (broken.length > 5) {
        broken[4 + random.nextInt(broken.length - 4)] = (byte) random.nextInt();
      }
      try {
        ProtobufObjects.read(broken);
      } catch (StatusException refused) {
        assertThat(refused.code()).isIn(400, 415);
      }
    }
  }

  private static byte[] envelope(String apiVersion, String kind, byte[] object) {
    byte[] magic = {'k', '8', 's', 0};
    return join(magic, field(1, join(text(1, apiVersion), text(2, kind))), field(2, object));
  }

  private static byte[] text(int number, String text) {
    return field(number, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] field(int number, byte[] content) {
    return join(new byte[] {(byte) (number << 3 | 2), (byte) content.length}, content);
  }

  private static byte[] number(int number, int value) {
    return new byte[] {(byte) (number << 3), (byte) value};
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static JsonNode tree(String yaml) {
    return Tree.parseYaml(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
