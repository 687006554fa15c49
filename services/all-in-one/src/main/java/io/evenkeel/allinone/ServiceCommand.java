package io.evenkeel.allinone;

import io.evenkeel.kit.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel service NAME…}: one service, or several, in this process. */
@Command(
    name = "service",
    description = "Start one service alone; settings come from the environment.",
    mixinStandardHelpOptions = true)
final class ServiceCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      description = "e.g. shipyard-controller; several share the process")
  List<String> names;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "postgresql://USER:PASSWORD@HOST/DATABASE; the embedded store when absent"
          + " (EVENKEEL_STORE).")
  @Nullable
  String store;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    if (store != null) {
      environment.put("EVENKEEL_STORE", store);
    }
    List<Service> services = names.stream().map(this::named).toList();
    ParentProcess.endWithIt();
    Service.run(services, environment);
    return UpCommand.RUNNING;
  }

  private Service named(String name) {
    return Services.named(name)
        .orElseThrow(() -> new ParameterException(
            spec.commandLine(),
            "there is no service \"%s\"; there are %s".formatted(name, Services.names())));
  }
}
