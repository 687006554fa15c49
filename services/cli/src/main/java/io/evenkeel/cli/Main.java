package io.evenkeel.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;

/** Entry point of the command line. Exit status: 0 success, 1 any error. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    int status = run(args, System.getenv(), home(), standardInput(), out, err);
    out.flush();
    err.flush();
    System.exit(status);
  }

  /**
   * Runs one command.
   *
   * @param home the user's home folder, where {@code .keptn} lies
   * @return the exit status
   */
  public static int run(
      String[] args,
      Map<String, String> environment,
      Path home,
      BufferedReader in,
      PrintWriter out,
      PrintWriter err) {
    return new Cli(environment, home, in).commandLine(out, err, args).execute(args);
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home", "."));
  }

  private static BufferedReader standardInput() {
    return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
  }
}
