package io.evenkeel.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code config …}: several servers, one of them current.
 *
 * <p>A context is what Keptn's command line calls one: the name in {@code ~/.keptn/config} and in
 * the names of the credentials' files. So both programs share them.
 */
@Command(
    name = "config",
    description = "Work with several servers: name them, and choose one.",
    subcommands = {
      ConfigCommand.GetContexts.class,
      ConfigCommand.CurrentContext.class,
      ConfigCommand.UseContext.class,
      ConfigCommand.SetContext.class,
      ConfigCommand.DeleteContext.class
    })
final class ConfigCommand extends Group {

  /** {@code config get-contexts}. */
  @Command(name = "get-contexts", description = "List the servers that are stored.")
  static final class GetContexts extends Verb {

    @Override
    protected void run() {
      KeptnHome home = cli().keptnHome();
      if (home.contexts().isEmpty()) {
        say("No contexts found; \"evenkeel config set-context NAME --endpoint=URL"
            + " --api-token=TOKEN\" stores one");
        return;
      }
      Table table = new Table("CURRENT", "NAME", "ENDPOINT");
      for (String name : home.contexts()) {
        String endpoint = cli()
            .keptnHome(name)
            .credentials()
            .map(stored -> stored.api().toString())
            .orElse("-");
        table.row(name.equals(home.context()) ? "*" : "", shown(name), endpoint);
      }
      table.lines().forEach(this::say);
    }

    private static String shown(String name) {
      return name.isEmpty() ? "(none)" : name;
    }
  }

  /** {@code config current-context}. */
  @Command(name = "current-context", description = "Print the name of the current server.")
  static final class CurrentContext extends Verb {

    @Override
    protected void run() {
      String current = cli().keptnHome().context();
      if (current.isEmpty()) {
        throw new CommandFailure(
            "no context is chosen; choose one with \"evenkeel config use-context NAME\"");
      }
      say(current);
    }
  }

  /** {@code config use-context NAME}. */
  @Command(name = "use-context", description = "Choose the server that commands talk to.")
  static final class UseContext extends Verb {

    @Parameters(paramLabel = "CONTEXT", description = "Its name")
    String name;

    @Override
    protected void run() {
      KeptnHome home = cli().keptnHome(name);
      if (home.credentials().isEmpty()) {
        throw new CommandFailure(("there is no context \"%s\"; there are: %s. Store it with"
                + " \"evenkeel config set-context %s --endpoint=URL --api-token=TOKEN\"")
            .formatted(name, known(home), name));
      }
      home.config().put(KeptnConfig.CURRENT_CONTEXT, name);
      say("Switched to context \"%s\".".formatted(name));
    }

    private static String known(KeptnHome home) {
      List<String> named =
          home.contexts().stream().filter(context -> !context.isEmpty()).toList();
      return named.isEmpty() ? "none" : String.join(", ", named);
    }
  }

  /** {@code config set-context NAME --endpoint URL --api-token TOKEN}; nothing is asked. */
  @Command(name = "set-context", description = "Store a server under a name, unchecked.")
  static final class SetContext extends Verb {

    @Parameters(paramLabel = "CONTEXT", description = "Its name")
    String name;

    @Option(
        names = {"-a", "--api-token"},
        paramLabel = "TOKEN",
        description = "Its API token (or --token)")
    @Nullable
    String apiToken;

    @Override
    protected void run() {
      String address = cli().endpoint;
      if (address == null) {
        throw misuse("--endpoint is missing: where is the server's API?");
      }
      String token = apiToken == null ? cli().token : apiToken;
      cli()
          .keptnHome(name)
          .store(new Endpoint(
              Endpoint.address(address, false), token == null ? "" : token, "--endpoint"));
      say("Context \"%s\" set.".formatted(name));
    }
  }

  /** {@code config delete-context NAME}. */
  @Command(name = "delete-context", description = "Forget a server.")
  static final class DeleteContext extends Verb {

    @Parameters(paramLabel = "CONTEXT", description = "Its name")
    String name;

    @Override
    protected void run() {
      KeptnHome home = cli().keptnHome(name);
      if (!home.delete()) {
        throw new CommandFailure("there is no file " + home.credentialsFile());
      }
      if (home.config().currentContext().equals(name)) {
        home.config().put(KeptnConfig.CURRENT_CONTEXT, "");
      }
      say("Context \"%s\" deleted.".formatted(name));
    }
  }
}
