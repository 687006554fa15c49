package io.evenkeel.allinone;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evenkeel service NAME}: one service alone, from the environment. */
@Command(
    name = "service",
    description = "Start one service alone; settings come from the environment.",
    mixinStandardHelpOptions = true)
final class ServiceCommand implements Callable<Integer> {

  private static final Map<String, Consumer<String[]>> SERVICES = new TreeMap<>(Map.of(
      "api-gateway", io.evenkeel.gateway.Main::main,
      "approval-service", io.evenkeel.approval.Main::main,
      "job-executor", io.evenkeel.jobexecutor.Main::main,
      "lighthouse-service", io.evenkeel.lighthouse.Main::main,
      "prometheus-service", io.evenkeel.prometheus.Main::main,
      "remediation-service", io.evenkeel.remediation.Main::main,
      "resource-service", io.evenkeel.resource.Main::main,
      "shipyard-controller", io.evenkeel.shipyard.Main::main));

  @Parameters(paramLabel = "NAME", description = "e.g. shipyard-controller")
  String name;

  @Spec
  CommandSpec spec;

  @Override
  public Integer call() {
    Consumer<String[]> service = SERVICES.get(name);
    if (service == null) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no service \"%s\"; there are %s".formatted(name, SERVICES.keySet()));
    }
    service.accept(new String[0]);
    return UpCommand.RUNNING;
  }
}
