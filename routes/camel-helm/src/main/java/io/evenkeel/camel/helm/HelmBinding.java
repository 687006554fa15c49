package io.evenkeel.camel.helm;

import io.evenkeel.camel.helm.HelmCommand.Flag;
import io.evenkeel.camel.helm.HelmCommand.Operation;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.jspecify.annotations.Nullable;

/**
 * Between a Camel message and a {@link HelmCommand}.
 *
 * <p>Chart values come in headers: {@code HelmValues.<path>} one value as {@code --set} reads it,
 * {@code HelmStringValues.<path>} one text as it is, {@code HelmValues} a whole map.
 */
final class HelmBinding {

  private static final Pattern WORD_START = Pattern.compile("_(.)");
  private static final String VALUES = "HelmValues";
  private static final String STRING_VALUES = "HelmStringValues";

  private final Operation operation;
  private final Map<String, Object> options;

  HelmBinding(Operation operation, HelmConfiguration configuration) {
    this.operation = operation;
    this.options = configuration.options();
  }

  /** True if no chart is named, the operation needs one, and the body holds bytes. */
  boolean takesChartFromBody(Message message) {
    boolean binary =
        message.getBody() instanceof byte[] || message.getBody() instanceof InputStream;
    boolean renders = operation == Operation.UPGRADE
        || operation == Operation.INSTALL
        || operation == Operation.TEMPLATE;
    return renders && binary && text(message, "chart").isEmpty();
  }

  /**
   * Reads the command.
   *
   * @param chart file with the chart from the body, or {@code ""}
   * @throws IllegalArgumentException if an option or header cannot be read; the message names it
   */
  HelmCommand read(Message message, String chart) {
    HelmCommandBuilder command = HelmCommand.of(operation)
        .release(text(message, "release"))
        .namespace(text(message, "namespace"))
        .chart(chart.isEmpty() ? text(message, "chart") : chart)
        .chartVersion(text(message, "chartVersion"))
        .values(values(message))
        .timeout(read(message, "timeout", Duration.class, HelmCommand.DEFAULT_TIMEOUT))
        .historyMax(read(message, "historyMax", Integer.class, HelmCommand.DEFAULT_HISTORY_MAX))
        .toRevision(read(message, "toRevision", Integer.class, 0))
        .description(text(message, "description"))
        .operationId(text(message, "operationId"))
        .kubeconfig(kubeconfig(text(message, "kubeconfig")));
    for (Flag flag : Flag.values()) {
      command.with(flag, read(message, option(flag), Boolean.class, false));
    }
    return command.build();
  }

  /** Puts {@code result} into the body and, of a release, revision and status into headers. */
  void write(Message message, Object result) {
    message.setBody(result);
    if (result instanceof HelmRelease release) {
      message.setHeader("HelmRevision", release.revision());
      message.setHeader("HelmStatus", release.status());
    }
  }

  private String text(Message message, String option) {
    return read(message, option, String.class, "").strip();
  }

  private <T> T read(Message message, String option, Class<T> type, T otherwise) {
    String header = "Helm" + option.substring(0, 1).toUpperCase(Locale.ROOT) + option.substring(1);
    Object given = message.getHeader(header, options.get(option));
    if (given == null) {
      return otherwise;
    }
    try {
      T value =
          message.getExchange().getContext().getTypeConverter().mandatoryConvertTo(type, given);
      return value;
    } catch (TypeConversionException | org.apache.camel.NoTypeConversionAvailableException e) {
      throw new IllegalArgumentException(
          "helm: %s is not a %s: %s".formatted(header, type.getSimpleName(), given), e);
    }
  }

  private static Map<String, Object> values(Message message) {
    HelmValues values = new HelmValues();
    if (message.getHeader(VALUES) instanceof Map<?, ?> tree) {
      values.tree(tree);
    }
    message.getHeaders().forEach((header, value) -> {
      if (header.startsWith(VALUES + ".")) {
        values.set(header.substring(VALUES.length() + 1), value);
      } else if (header.startsWith(STRING_VALUES + ".")) {
        values.setText(header.substring(STRING_VALUES.length() + 1), value);
      }
    });
    return values.toMap();
  }

  private static @Nullable Path kubeconfig(String file) {
    return file.isEmpty() ? null : Path.of(file);
  }

  /** {@code CREATE_NAMESPACE} is the option {@code createNamespace}. */
  private static String option(Flag flag) {
    return WORD_START.matcher(flag.name().toLowerCase(Locale.ROOT)).replaceAll(word -> word.group(1)
        .toUpperCase(Locale.ROOT));
  }
}
