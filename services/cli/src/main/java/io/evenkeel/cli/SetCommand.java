package io.evenkeel.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code set config KEY VALUE}. Source: cli.md §2. */
@Command(name = "set", description = "Set a preference.", subcommands = SetCommand.Config.class)
final class SetCommand extends Group {

  /** {@code set config}; keys are found in any case. */
  @Command(
      name = "config",
      description = {
        "Set AutomaticVersionCheck or KubeContextCheck (true or false), or LastVersionCheck (a"
            + " time)."
      })
  static final class Config extends Verb {

    private static final Map<String, String> MEMBERS = Map.of(
        "automaticversioncheck", KeptnConfig.VERSION_CHECK,
        "kubecontextcheck", KeptnConfig.CONTEXT_CHECK,
        "lastversioncheck", KeptnConfig.LAST_VERSION_CHECK);

    @Parameters(index = "0", paramLabel = "KEY", description = "Its name")
    String key;

    @Parameters(index = "1", paramLabel = "VALUE", description = "Its new value")
    String value;

    @Override
    protected void run() {
      String member = MEMBERS.get(key.toLowerCase(Locale.ROOT));
      if (member == null) {
        throw new CommandFailure("Unsupported key " + key);
      }
      boolean isTime = member.equals(KeptnConfig.LAST_VERSION_CHECK);
      cli().keptnHome().config().put(member, isTime ? value : bool());
    }

    private Object bool() {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "true", "t", "1" -> true;
        case "false", "f", "0" -> false;
        default ->
          throw new CommandFailure(
              "\"%s\" is not a value for %s; use true or false".formatted(value, key));
      };
    }
  }
}
