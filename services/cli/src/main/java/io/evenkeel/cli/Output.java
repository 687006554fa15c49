package io.evenkeel.cli;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The formats of {@code -o}. */
enum Output {
  JSON,
  YAML;

  /**
   * Reads the flag; absent means JSON.
   *
   * @throws CommandFailure for anything but {@code json} and {@code yaml}
   */
  static Output of(@Nullable String flag) {
    if (flag == null || flag.equals("json")) {
      return JSON;
    }
    if (flag.equals("yaml")) {
      return YAML;
    }
    throw new CommandFailure("Invalid output format, only yaml or json allowed");
  }

  /** Writes a JSON value over several lines, without a line break at its end. */
  String write(Object value) {
    return write(value, "    ");
  }

  /** The same; {@code indent} is one level of JSON. */
  String write(Object value, String indent) {
    return this == JSON ? PrettyJson.write(value, indent) : yaml(value);
  }

  private static String yaml(Object value) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return new Yaml(options).dump(value).stripTrailing();
  }
}
