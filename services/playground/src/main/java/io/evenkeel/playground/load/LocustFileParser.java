package io.evenkeel.playground.load;

import io.evenkeel.playground.load.LocustFile.Request;
import io.evenkeel.playground.load.LocustFile.Task;
import io.evenkeel.playground.load.LocustFile.UserClass;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the part of Python that most locust files consist of: user classes with {@code wait_time},
 * {@code host}, {@code weight}, and {@code @task} methods of {@code self.client} calls with literal
 * arguments. Anything else is refused with its line, never skipped: a load that is not the one the
 * file describes would prove nothing.
 */
final class LocustFileParser {

  private static final Pattern IMPORT = Pattern.compile("(?s)(?:from\\s+\\S+\\s+)?import\\s.*");
  private static final Pattern CLASS =
      Pattern.compile("class\\s+(\\w+)\\s*\\(\\s*(?:\\w+\\.)?(HttpUser|FastHttpUser)\\s*\\)\\s*:");
  private static final Pattern SETTING = Pattern.compile("(?s)(\\w+)\\s*=\\s*(.+)");
  private static final Pattern WAIT = Pattern.compile(
      "(?s)(?:\\w+\\.)?(between|constant|constant_pacing|constant_throughput)\\s*\\((.*)\\)");
  private static final Pattern TASK =
      Pattern.compile("@(?:\\w+\\.)?task\\s*(?:\\(\\s*(\\d*)\\s*\\))?");
  private static final Pattern METHOD =
      Pattern.compile("def\\s+(\\w+)\\s*\\(\\s*self\\s*\\)\\s*(?:->\\s*None\\s*)?:\\s*(pass)?");

  private final String file;
  private final List<PythonLine> lines;
  private int at;

  private LocustFileParser(String file, String source) {
    this.file = file;
    this.lines = PythonLine.read(source);
  }

  /**
   * Reads a locust file.
   *
   * @param file what it is called in messages
   * @throws LocustException if it says something this load generator cannot do
   */
  static LocustFile parse(String file, String source) {
    return new LocustFileParser(file, source).read();
  }

  private LocustFile read() {
    List<UserClass> users = new ArrayList<>();
    while (at < lines.size()) {
      PythonLine line = lines.get(at++);
      Matcher userClass = CLASS.matcher(line.text());
      if (userClass.matches()) {
        users.add(userClass(userClass.group(1), line));
      } else if (!IMPORT.matcher(line.text()).matches()) {
        throw cannot(line, "at the top level, imports and classes derived from HttpUser");
      }
    }
    if (users.isEmpty()) {
      throw new LocustException(file + ": No User class found!");
    }
    return new LocustFile(List.copyOf(users));
  }

  private UserClass userClass(String name, PythonLine heading) {
    String host = "";
    int weight = 1;
    WaitTime wait = WaitTime.NONE;
    List<Task> tasks = new ArrayList<>();
    List<Request> onStart = new ArrayList<>();
    while (isInside(heading)) {
      PythonLine line = lines.get(at++);
      Matcher setting = SETTING.matcher(line.text());
      Matcher method = METHOD.matcher(line.text());
      if (line.text().startsWith("@")) {
        tasks.add(task(line));
      } else if (method.matches() && method.group(1).equals("on_start")) {
        onStart.addAll(requests(line));
      } else if (setting.matches()) {
        switch (setting.group(1)) {
          case "host" -> host = String.valueOf(literal(line, setting.group(2)));
          case "weight" -> weight = (int) number(line, setting.group(2));
          case "wait_time" -> wait = waitTime(line, setting.group(2));
          default -> throw cannot(line, "of a class's settings, wait_time, host and weight");
        }
      } else if (!line.text().equals("pass")) {
        throw cannot(line, "in a user class, settings, on_start and @task methods");
      }
    }
    if (tasks.isEmpty()) {
      throw new LocustException(
          "%s:%d: class %s has no @task method".formatted(file, heading.number(), name));
    }
    return new UserClass(name, host, weight, wait, List.copyOf(tasks), List.copyOf(onStart));
  }

  private Task task(PythonLine decorator) {
    Matcher task = TASK.matcher(decorator.text());
    if (!task.matches()) {
      throw cannot(decorator, "of decorators, @task and @task(weight)");
    }
    String weight = task.group(1);
    PythonLine line = at < lines.size() ? lines.get(at++) : decorator;
    Matcher method = METHOD.matcher(line.text());
    if (!method.matches()) {
      throw cannot(line, "after @task, a method \"def name(self):\"");
    }
    int times = weight == null || weight.isEmpty() ? 1 : Integer.parseInt(weight);
    return new Task(method.group(1), times, requests(line));
  }

  private List<Request> requests(PythonLine heading) {
    List<Request> requests = new ArrayList<>();
    while (isInside(heading)) {
      PythonLine line = lines.get(at++);
      if (!line.text().equals("pass")) {
        requests.add(ClientCall.parse(line.text())
            .orElseThrow(() -> cannot(
                line,
                "in a method, self.client.get, post, put, patch, delete, head or options with a"
                    + " literal path and literal name, headers, json or data")));
      }
    }
    return List.copyOf(requests);
  }

  private WaitTime waitTime(PythonLine line, String expression) {
    Matcher wait = WAIT.matcher(expression);
    if (!wait.matches()) {
      throw cannot(line, "as wait_time, between, constant, constant_pacing, constant_throughput");
    }
    String[] numbers = wait.group(2).strip().split("\\s*,\\s*", -1);
    double low = number(line, numbers[0]);
    double high = number(line, numbers[numbers.length - 1]);
    boolean between = wait.group(1).equals("between");
    if (numbers.length != (between ? 2 : 1)) {
      throw cannot(line, "between(least, most) and constant(seconds)");
    }
    return new WaitTime(
        switch (wait.group(1)) {
          case "between" -> WaitTime.Kind.BETWEEN;
          case "constant" -> WaitTime.Kind.CONSTANT;
          case "constant_pacing" -> WaitTime.Kind.PACING;
          default -> WaitTime.Kind.THROUGHPUT;
        },
        low,
        high);
  }

  private double number(PythonLine line, String expression) {
    if (literal(line, expression) instanceof Number number && number.doubleValue() >= 0) {
      return number.doubleValue();
    }
    throw cannot(line, "here, a number that is not negative");
  }

  private Object literal(PythonLine line, String expression) {
    try {
      List<?> values = PythonArguments.parse(expression).positional();
      if (values.size() == 1 && values.get(0) != null) {
        return values.get(0);
      }
    } catch (IllegalArgumentException notLiteral) {
      throw cannot(line, "here, a literal value");
    }
    throw cannot(line, "here, one literal value");
  }

  private boolean isInside(PythonLine heading) {
    return at < lines.size() && lines.get(at).indent() > heading.indent();
  }

  private LocustException cannot(PythonLine line, String understood) {
    return new LocustException(
        "%s:%d: the playground's load generator cannot run \"%s\"; it understands, %s"
            .formatted(file, line.number(), line.text().replaceAll("\\s+", " "), understood));
  }
}
