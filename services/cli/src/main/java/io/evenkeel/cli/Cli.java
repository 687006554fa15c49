package io.evenkeel.cli;

import io.evenkeel.cli.workspace.ApplyCommand;
import io.evenkeel.cli.workspace.DiffCommand;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command: every verb and the flags that all of them take. */
@Command(
    name = "evenkeel",
    description = "Delivery, quality gates, approvals and self-healing for Kubernetes.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = false,
    footer = {
      "",
      "The server itself: evenkeel up | tour | playground | service (each with --help).",
      "The server these commands talk to: --endpoint, else EVENKEEL_ENDPOINT, else",
      "what \"evenkeel auth\" stored, else " + Endpoint.DEFAULT + "."
    })
final class Cli implements Runnable {

  /** In the order of the help. */
  private static final List<Class<?>> VERBS = List.of(
      AuthCommand.class,
      StatusCommand.class,
      VersionCommand.class,
      CreateCommand.class,
      UpdateCommand.class,
      DeleteCommand.class,
      GetCommand.class,
      DescribeCommand.class,
      LogsCommand.class,
      AddResourceCommand.class,
      TriggerCommand.class,
      SendCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      AbortCommand.class,
      ConfigureCommand.class,
      ValidateCommand.class,
      ApplyCommand.class,
      DiffCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      TokenCommand.class,
      AuditCommand.class,
      DeliveriesCommand.class,
      DoctorCommand.class,
      SetCommand.class,
      ConfigCommand.class,
      GenerateCommand.class,
      CompletionCommand.class,
      CompleteCommand.class,
      WarmUpCommand.class);

  /** These tell of the others, or run them. */
  private static final Set<Class<?>> NEED_ALL =
      Set.of(GenerateCommand.class, CompleteCommand.class);

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "The API, e.g. " + Endpoint.DEFAULT + " (EVENKEEL_ENDPOINT)")
  @Nullable
  String endpoint;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      scope = ScopeType.INHERIT,
      description = "The API token (EVENKEEL_API_TOKEN)")
  @Nullable
  String token;

  @Option(
      names = {"-n", "--namespace"},
      scope = ScopeType.INHERIT,
      defaultValue = "keptn",
      description = "Part of the name under which credentials are stored (${DEFAULT-VALUE})")
  String namespace = "keptn";

  @Option(
      names = "--context",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "The server to talk to, see \"evenkeel config\"")
  @Nullable
  String context;

  @Option(
      names = "--config-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Instead of ~/.keptn/config; credentials lie beside it")
  @Nullable
  Path configFile;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Say which server is asked")
  boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Only the most important output")
  boolean quiet;

  @Option(names = "--mock", hidden = true, scope = ScopeType.INHERIT)
  boolean mock;

  @Option(
      names = {"-y", "--yes"},
      scope = ScopeType.INHERIT,
      description = "Answer prompts with yes")
  boolean yes;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help")
  boolean help;

  @Spec
  CommandSpec spec;

  private final Map<String, String> environment;
  private final Path home;
  private final BufferedReader in;

  /** How long a command that polls waits between two questions. */
  Duration pause = Duration.ofSeconds(3);

  /** {@code in} is where answers to prompts are read. */
  Cli(Map<String, String> environment, Path home, BufferedReader in) {
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.in = in;
  }

  /** The command line with all of its verbs. */
  CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return commandLine(out, err, VERBS);
  }

  /**
   * The command line for {@code arguments}: where the first one is a verb, only with that verb,
   * because to describe all of them to the parser takes longer than most commands.
   */
  CommandLine commandLine(PrintWriter out, PrintWriter err, String[] arguments) {
    List<Class<?>> first = VERBS.stream()
        .filter(verb -> arguments.length > 0 && name(verb).equals(arguments[0]))
        .filter(verb -> !NEED_ALL.contains(verb))
        .toList();
    return commandLine(out, err, first.isEmpty() ? VERBS : first);
  }

  private static String name(Class<?> verb) {
    return verb.getAnnotation(Command.class).name();
  }

  private CommandLine commandLine(PrintWriter out, PrintWriter err, List<Class<?>> verbs) {
    CommandLine line = new CommandLine(this);
    verbs.forEach(line::addSubcommand);
    line.setOut(out);
    line.setErr(err);
    line.setUsageHelpAutoWidth(true);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler((wrong, arguments) -> Complaint.misuse(wrong));
    line.setExecutionExceptionHandler(
        (failure, command, result) -> Complaint.failed(failure, command));
    return line;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  KeptnHome keptnHome() {
    return keptnHome(context);
  }

  /** The folder as it is for another context; {@code null} for the current one. */
  KeptnHome keptnHome(@Nullable String name) {
    Path config = configFile == null ? home.resolve(".keptn").resolve("config") : configFile;
    String contexts = environment.getOrDefault("KEPTNCONFIG", "");
    return new KeptnHome(
        new KeptnConfig(config), name, namespace, contexts.isBlank() ? null : Path.of(contexts));
  }

  Endpoint findEndpoint() {
    if (mock) {
      return mockServer();
    }
    if (context != null && endpoint == null) {
      return inContext(context);
    }
    return new EndpointLookup(environment, keptnHome()).find(endpoint, token);
  }

  /** Where credentials go by the context of {@code kubectl}, it may have changed. */
  void followContext(Verb verb) {
    if (!mock && endpoint == null && context == null && !EndpointLookup.isNamed(environment)) {
      KubeContext.follow(verb, environment);
    }
  }

  /** The server that would be asked if {@code --endpoint} were missing, which names another. */
  Endpoint endpointBesides() {
    return context == null
        ? new EndpointLookup(environment, keptnHome()).find(null, token)
        : inContext(context);
  }

  /** What scripts' own tests use instead of a server. Source: cli.md §1.1. */
  private Endpoint mockServer() {
    String address = environment.getOrDefault("MOCK_SERVER", "");
    if (address.isBlank()) {
      throw new CommandFailure("--mock asks the server named by MOCK_SERVER, which is not set");
    }
    return new Endpoint(Endpoint.address(address, false), "", "MOCK_SERVER");
  }

  private Endpoint inContext(String name) {
    Endpoint stored = keptnHome()
        .credentials()
        .orElseThrow(() -> new CommandFailure(
            "there is no context \"%s\"; store it with \"evenkeel config set-context %s"
                    .formatted(name, name)
                + " --endpoint=URL --api-token=TOKEN\", or see \"evenkeel config get-contexts\""));
    return token == null ? stored : new Endpoint(stored.api(), token, stored.origin());
  }

  /** The user's {@code kubectl}, if there is one. */
  Optional<Kubectl> kubectl() {
    return Kubectl.in(environment);
  }

  /** The user's home folder. */
  Path home() {
    return home;
  }

  BufferedReader in() {
    return in;
  }
}
