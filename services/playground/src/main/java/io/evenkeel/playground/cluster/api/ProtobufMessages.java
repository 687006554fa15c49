package io.evenkeel.playground.cluster.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the numbers in protobuf messages of the API mean, read from {@code protobuf-messages.txt}
 * (which says how it is written).
 */
final class ProtobufMessages {

  private static final String FILE = "protobuf-messages.txt";
  private static final Map<String, Map<Integer, Field>> MESSAGES = load();

  /**
   * A field of a message.
   *
   * @param member its name in JSON
   * @param type of its values: a simple one or a message
   * @param shape one value, a list of them, or a map
   * @param keepsZero whether a zero or empty value is more than a missing one
   * @param inline whether the value's members belong to the message around it
   */
  record Field(String member, String type, Shape shape, boolean keepsZero, boolean inline) {}

  /** How many values a field has. */
  enum Shape {
    ONE,
    LIST,
    MAP
  }

  private ProtobufMessages() {}

  /** Whether the messages of that name are known. */
  static boolean isKnown(String message) {
    return MESSAGES.containsKey(message);
  }

  /** The field with that number, if it is known. */
  static Optional<Field> field(String message, int number) {
    return Optional.ofNullable(MESSAGES.getOrDefault(message, Map.of()).get(number));
  }

  private static Map<String, Map<Integer, Field>> load() {
    Map<String, Map<Integer, Field>> messages = new HashMap<>();
    try (InputStream in =
        Objects.requireNonNull(ProtobufMessages.class.getResourceAsStream(FILE), FILE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
        String[] words = line.split(" ", -1);
        Map<Integer, Field> fields = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
          add(fields, words[i]);
        }
        messages.put(words[0], fields);
      });
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return messages;
  }

  /** For example {@code 3:command:text*}. */
  private static void add(Map<Integer, Field> fields, String word) {
    String[] parts = word.split(":", -1);
    String type = parts[2].replaceAll("[*%!]", "");
    Shape shape = parts[2].endsWith("*") ? Shape.LIST : Shape.ONE;
    fields.put(
        Integer.valueOf(parts[0]),
        new Field(
            parts[1],
            type,
            parts[2].endsWith("%") ? Shape.MAP : shape,
            parts[2].endsWith("!"),
            parts[1].equals("^")));
  }
}
