package io.evenkeel.cli;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The formats of {@code -o}. */
public enum Output {
  TABLE,
  JSON,
  YAML,
  NAME;

  /** How help and reference show the flag's values. */
  static final String FORMATS = "table|json|yaml|name";

  /**
   * Reads the flag.
   *
   * @param missing what it means when the flag is not given
   * @throws CommandFailure for a format there is not, in the original's words
   */
  public static Output of(@Nullable String flag, Output missing) {
    if (flag == null) {
      return missing;
    }
    for (Output output : values()) {
      if (output.name().equalsIgnoreCase(flag)) {
        return output;
      }
    }
    throw new CommandFailure("Invalid output format, only yaml or json allowed");
  }

  /** Writes a JSON value over several lines, without a line break at its end. */
  public String write(Object value) {
    return write(value, "    ");
  }

  /** The same; {@code indent} is one level of JSON. */
  String write(Object value, String indent) {
    return this == YAML ? yaml(value) : PrettyJson.write(value, indent);
  }

  private static String yaml(Object value) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return new Yaml(options).dump(value).stripTrailing();
  }
}
