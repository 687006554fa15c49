package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kubectl} and {@code helm} as everybody has them, against {@code evenkeel playground}. */
class PlaygroundIT {

  private static final String IMAGE = "ghcr.io/podtato-head/podtatoserver:";
  private static final Pattern READY = Pattern.compile("ready: KUBECONFIG=(\\S+) PROMETHEUS=\\S+");
  private static final String CHART = Checkout.home()
      .resolve("docs/examples/fulltour/keptn_setup/helm/helloservice")
      .toString();

  @TempDir
  static Path directory;

  private static ServerProcess playground;
  private static Map<String, String> environment;

  @BeforeAll
  static void start() {
    playground = ServerProcess.start(
        "playground",
        Map.of(),
        "playground",
        "--data",
        directory.resolve("data").toString());
    playground.awaitReady(() -> READY.matcher(playground.output()).find());
    Matcher ready = READY.matcher(playground.output());
    assertThat(ready.find()).isTrue();
    // A home of their own: nobody's contexts, caches and plug-ins take part.
    environment = Map.of("KUBECONFIG", ready.group(1), "HOME", directory.toString());
  }

  @AfterAll
  static void stop() {
    playground.close();
  }

  private static Tool kubectl() {
    return Tool.orSkip("kubectl", environment);
  }

  private static Tool helm() {
    Path testbed = Path.of(System.getProperty("user.home"), ".cache/evenkeel-testbed/bin");
    return Tool.orSkip("helm", environment, testbed);
  }

  @Test
  void kubectlRunsShowsDescribesAndScales() throws Exception {
    Tool kubectl = kubectl();
    kubectl.succeed("create", "namespace", "shop");
    kubectl.succeed("-n", "shop", "create", "deployment", "cart", "--image=" + IMAGE + "v0.1.1");
    assertThat(kubectl.succeed("-n", "shop", "rollout", "status", "deployment/cart"))
        .contains("successfully rolled out");

    assertThat(kubectl.succeed("get", "pods", "-A"))
        .containsPattern("NAMESPACE +NAME +READY +STATUS +RESTARTS +AGE")
        .containsPattern("shop +cart-\\S+ +1/1 +Running +0");
    assertThat(kubectl.succeed("-n", "shop", "describe", "deployment", "cart"))
        .containsPattern("Replicas: +1 desired \\| 1 updated \\| 1 total \\| 1 available")
        .contains(IMAGE + "v0.1.1", "ScalingReplicaSet");
    assertThat(kubectl.succeed("-n", "shop", "describe", "pods"))
        .containsPattern("Controlled By: +ReplicaSet/cart-")
        .containsPattern("Ready: +True");

    assertThat(kubectl.succeed("-n", "shop", "scale", "deployment/cart", "--replicas=2"))
        .isEqualTo("deployment.apps/cart scaled\n");
    kubectl.succeed("-n", "shop", "rollout", "status", "deployment/cart");
    assertThat(kubectl.succeed("-n", "shop", "get", "pods", "--no-headers").lines())
        .hasSize(2)
        .allSatisfy(pod -> assertThat(pod).containsPattern("^cart-\\S+ +1/1 +Running"));
  }

  @Test
  void kubectlSaysWhatIsNotThere() throws Exception {
    Tool.Run missing = kubectl().run("get", "pod", "ghost");

    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.output()).contains("Error from server (NotFound): pods \"ghost\" not found");
  }

  @Test
  void anImageThePlaygroundDoesNotHaveIsShownAsOneThatCanNotBePulled() throws Exception {
    Tool kubectl = kubectl();
    kubectl.succeed("create", "namespace", "elsewhere");
    kubectl.succeed("-n", "elsewhere", "create", "deployment", "db", "--image=example/unknown:1");

    String pods = RestClient.await(
        "the refused image",
        () -> output(kubectl, "-n", "elsewhere", "get", "pods"),
        shown -> shown.contains("ImagePullBackOff"));

    assertThat(pods).containsPattern("db-\\S+ +0/1");
    assertThat(kubectl.succeed("-n", "elsewhere", "describe", "pods"))
        .contains("example/unknown:1");
  }

  @Test
  void helmInstallsListsUpgradesAndShowsTheHistory() throws Exception {
    Tool helm = helm();
    assertThat(
            helm.succeed("install", "hello", CHART, "-n", "store", "--create-namespace", "--wait"))
        .contains("STATUS: deployed", "REVISION: 1");
    assertThat(helm.succeed("list", "-A"))
        .containsPattern("NAME\\s+NAMESPACE\\s+REVISION\\s+UPDATED\\s+STATUS\\s+CHART")
        .containsPattern("hello\\s+store\\s+1\\s.*deployed");

    assertThat(helm.succeed(
            "upgrade", "hello", CHART, "-n", "store", "--set", "replicaCount=2", "--wait"))
        .contains("Release \"hello\" has been upgraded. Happy Helming!", "REVISION: 2");

    assertThat(helm.succeed("history", "hello", "-n", "store"))
        .containsPattern("1\\s.*superseded.*Install complete")
        .containsPattern("2\\s.*deployed.*Upgrade complete");
    assertThat(kubectl().succeed("-n", "store", "get", "deployments"))
        .containsPattern("helloservice +2/2 +2 +2");
  }

  private static String output(Tool tool, String... arguments) {
    try {
      return tool.run(arguments).output();
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
