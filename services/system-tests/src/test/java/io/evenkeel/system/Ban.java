package io.evenkeel.system;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What nobody writes here.
 *
 * @param text what it is, for people
 * @param pattern how a line that has it looks
 * @param where the end of the names of the files it is banned in
 * @param instead what to write in its place
 * @param exceptions files that need it, each with its reason
 */
record Ban(
    String text, Pattern pattern, String where, String instead, Map<String, String> exceptions) {

  private static final String JAVA = ".java";
  private static final String MAIN = "src/main/java/io/evenkeel/";
  private static final String TEST = "src/test/java/io/evenkeel/";

  /** Written in pieces where it would otherwise ban itself. */
  static final List<Ban> ALL = List.of(
      everywhere(
          "unfinished work",
          "\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b",
          "an issue; say in the text what is true today"),
      everywhere(
          "a test that is switched off",
          "@Dis" + "abled\\b",
          "an assumption, with a reason in the test's output"),
      everywhere(
          "somebody's machine",
          "(?<![\\w.$}])/(ro" + "ot|wo" + "rk|tm" + "p/ek)/\\w",
          "a path relative to the repository, or one the user gives"),
      everywhere(
          "a host packages come from",
          "repo\\.mav" + "en|repo1\\.|registry\\.np" + "mjs|proxy\\.gol" + "ang|pypi\\.o" + "rg",
          "the package's name; where it comes from is the user's setting"),
      new Ban(
          "a promise completed by hand",
          Pattern.compile("Promise\\.promise" + "\\(\\)"),
          JAVA,
          "the Future that is already there; only an adapter completes one",
          Map.of(
              "services/shipyard-controller/" + MAIN + "shipyard/OpenEventWatch.java",
              "a wait ends with a notice on the bus",
              "services/resource-service/" + TEST + "resource/ProjectQueueTest.java",
              "the test decides when the queued work ends")),
      new Ban(
          "blocking work on Vert.x",
          Pattern.compile("\\.executeBlocking" + "\\("),
          JAVA,
          "an XClient-like class that hides the change of threads",
          Map.of(
              "services/service-kit/" + MAIN + "kit/Blocking.java",
              "hides files and work on much memory",
              "services/job-executor/" + MAIN + "jobexecutor/KubernetesJobs.java",
              "hides the Kubernetes client and Camel",
              "services/resource-service/" + MAIN + "resource/GitClient.java",
              "hides JGit",
              "services/secret-service/" + MAIN + "secret/SecretClient.java",
              "hides the store of secrets",
              "services/playground/" + MAIN + "playground/cluster/Volumes.java",
              "hides a pod's files",
              "services/playground/" + MAIN + "playground/cluster/store/Journal.java",
              "hides the cluster's file")),
      new Ban(
          "sleeping",
          Pattern.compile("\\bThread\\.sle" + "ep\\("),
          JAVA,
          "a condition awaited with a bound, or a timer",
          Map.of(
              "services/job-executor/" + MAIN + "jobexecutor/init/KeptnApi.java",
              "an init container has one thread and waits for a server",
              "services/cli/" + MAIN + "cli/Verb.java",
              "a command has one thread and asks again",
              "services/playground/" + MAIN + "playground/tour/Pause.java",
              "the tour has one thread and asks again")),
      new Ban(
          "printing",
          Pattern.compile("\\bSystem\\.(out|err)\\b|\\.printStackTrace" + "\\("),
          "Verticle.java",
          "a logger",
          Map.of()),
      new Ban(
          "mocks and generated members",
          Pattern.compile("\\borg\\.mock" + "ito\\b|\\blom" + "bok\\."),
          JAVA,
          "the real thing or a fake with two ends; a record",
          Map.of()));

  private static Ban everywhere(String text, String pattern, String instead) {
    return new Ban(text, Pattern.compile(pattern), "", instead, Map.of());
  }

  boolean appliesTo(String file) {
    return file.endsWith(where) && !exceptions.containsKey(file);
  }

  boolean isIn(String line) {
    return pattern.matcher(line).find();
  }
}
