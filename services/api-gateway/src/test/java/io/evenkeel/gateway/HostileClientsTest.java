package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.testkit.TestPlatform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send too much, too slowly, or what would break a careless server. */
class HostileClientsTest {

  private static final int PER_CLIENT = 8;
  private static final String EVENT = "{\"type\":\"a.b\",\"source\":\"t\",\"data\":%s}";

  @TempDir
  static Path directory;

  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start(
        directory,
        Map.of(
            "EVENKEEL_HEADER_TIMEOUT",
            "4s",
            "EVENKEEL_MAX_CONNECTIONS_PER_CLIENT",
            String.valueOf(PER_CLIENT)));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String hear(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String raw(String... lines) throws IOException {
    List<String> headers = new ArrayList<>(List.of("x-token: " + TestGateway.TOKEN));
    headers.addAll(List.of(lines).subList(1, lines.length));
    return RawHttp.ask(gateway.port(), lines[0], headers.toArray(new String[0]));
  }

  @Test
  void headersThatNeverEndAreCutOff() throws IOException {
    try (Socket slow = connect()) {
      say(slow, "GET /nginx-health HTTP/1.1\r\nhost: x\r\nx-never: ");

      assertThat(hear(slow)).isEmpty();
    }
    assertThat(gateway.send("GET", "/nginx-health", "").statusCode()).isEqualTo(200);
  }

  @Test
  void aConnectionTooManyIsToldSoAndThereIsRoomWhenOthersEnd() throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < PER_CLIENT; i++) {
        open.add(connect());
      }
      String refusal =
          TestPlatform.awaitUntil(HostileClientsTest::probe, answer -> answer.contains("503"));
      assertThat(refusal)
          .contains("at most 8 connections from one address")
          .contains("EVENKEEL_MAX_CONNECTIONS_PER_CLIENT");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    TestPlatform.awaitUntil(HostileClientsTest::probe, answer -> answer.contains("200 OK"));
  }

  private static String probe() {
    try {
      return RawHttp.ask(gateway.port(), "GET /nginx-health HTTP/1.1");
    } catch (IOException failed) {
      return failed.toString();
    }
  }

  @Test
  void tooManyHeadersAreRefused() throws IOException {
    List<String> request = new ArrayList<>(List.of("GET /nginx-health HTTP/1.1"));
    for (int i = 0; i < 150; i++) {
      request.add("x-" + i + ": y");
    }

    assertThat(raw(request.toArray(new String[0])))
        .contains(" 431 ")
        .contains("more than 100 headers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/controlPlane/v1/project/a%0d%0aset-cookie:%20x=y",
        "/trace/a%0d%0aset-cookie:%20x=y",
        "/project/%E5%98%8A%E5%98%8Dset-cookie:x=y",
        "/bridge/%0d%0aset-cookie:%20x=y",
        "/api/v1/nothing%0d%0aset-cookie:%20x=y"
      })
  void lineBreaksInAnAddressMakeNoHeader(String path) throws IOException {
    String answer = raw("GET " + path + " HTTP/1.1");

    String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
    assertThat(head.lines().map(line -> line.split(":", 2)[0].toLowerCase(java.util.Locale.ROOT)))
        .doesNotContain("set-cookie");
    assertThat(gateway.get("/api/v1/metadata").statusCode()).isEqualTo(200);
  }

  @Test
  void deepJsonIsRefusedAndTheServerGoesOn() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);

    HttpResponse<String> answer = gateway.post("/api/v1/event", EVENT.formatted(deep));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("parsing body body from", "nesting depth");
    assertThat(gateway.post("/api/evenkeel/v1/tokens", deep).statusCode()).isEqualTo(400);
  }

  @Test
  void aLongListIsTaken() {
    String list = "[" + String.join(",", Collections.nCopies(100_000, "1")) + "]";

    assertThat(gateway
            .post("/api/v1/event", EVENT.formatted("{\"list\":" + list + "}"))
            .statusCode())
        .isEqualTo(200);
  }

  @Test
  void ofANameSaidTwiceOneCountsForEverybody() {
    HttpResponse<String> answer = gateway.post(
        "/api/evenkeel/v1/tokens",
        "{\"name\":\"one\",\"name\":\"two\",\"scopes\":[\"read\"],\"scopes\":[\"read\"]}");

    assertThat(answer.statusCode()).isIn(201, 400);
    assertThat(gateway.get("/api/evenkeel/v1/tokens").body()).doesNotContain("\"one\"");
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() throws IOException {
    String answer = raw(
        "POST /api/v1/event HTTP/1.1",
        "content-type: application/json",
        "content-length: 3",
        "",
        "\"\u00ff\"");

    assertThat(answer).contains(" 400 ").contains("it is not UTF-8");
  }

  @Test
  void idsOfTenKilobytesAreRefusedWhereverTheyStand() {
    String id = "x".repeat(10 << 10);

    HttpResponse<String> address = gateway.get("/api/controlPlane/v1/project/" + id);
    HttpResponse<String> event = gateway.post(
        "/api/v1/event",
        "{\"type\":\"a.b\",\"source\":\"t\",\"triggeredid\":\"" + id + "\",\"data\":{}}");

    assertThat(address.statusCode()).isEqualTo(414);
    assertThat(address.body()).contains("longer than 8 KiB");
    assertThat(event.statusCode()).as(event.body()).isEqualTo(422);
    assertThat(event.body()).contains("triggeredid in body should be at most 255 chars long");
  }

  @Test
  void memoryIsGivenBackAfterAllOfIt() throws IOException {
    String deep = EVENT.formatted("[".repeat(10_000) + "]".repeat(10_000));
    String long100k =
        EVENT.formatted("{\"l\":[" + String.join(",", Collections.nCopies(100_000, "1")) + "]}");
    byte[] bomb = bomb();
    assail(deep, long100k, bomb, 2);
    long before = usedAfterCollection();

    assail(deep, long100k, bomb, 8);

    TestPlatform.awaitUntil(
        HostileClientsTest::usedAfterCollection, used -> used - before < 48L << 20);
    assertThat(gateway.get("/api/v1/metadata").statusCode()).isEqualTo(200);
  }

  private static void assail(String deep, String list, byte[] bomb, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(gateway.post("/api/v1/event", deep).statusCode()).isEqualTo(400);
      assertThat(gateway.post("/api/v1/event", list).statusCode()).isEqualTo(200);
      assertThat(gateway
              .upload("/api/v1/import?project=shop", "multipart/form-data; boundary=b", bomb)
              .statusCode())
          .isEqualTo(415);
      assertThat(gateway
              .post("/api/v1/event", EVENT.formatted("\"" + "x".repeat(3 << 20) + "\""))
              .statusCode())
          .isEqualTo(413);
    }
  }

  /** 60 MiB of zeros in 60 KiB. */
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    String head = String.join(
        "\r\n",
        "--b",
        "content-disposition: form-data; name=\"configPackage\"; filename=\"p\"",
        "content-type: application/zip",
        "",
        "");
    zip.write(head.getBytes(StandardCharsets.UTF_8));
    ZipOutputStream out = new ZipOutputStream(zip);
    out.putNextEntry(new ZipEntry("zeros"));
    for (int i = 0; i < 60; i++) {
      out.write(new byte[1 << 20]);
    }
    out.finish();
    zip.write("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return zip.toByteArray();
  }

  private static long usedAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
