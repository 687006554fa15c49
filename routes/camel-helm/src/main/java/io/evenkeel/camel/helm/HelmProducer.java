package io.evenkeel.camel.helm;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Reads a {@link HelmCommand} from the message, runs it, puts what came of it into the message. */
final class HelmProducer extends DefaultProducer {

  private final HelmBinding binding;
  private final HelmRunner runner;

  HelmProducer(Endpoint endpoint, HelmBinding binding, HelmRunner runner) {
    super(endpoint);
    this.binding = binding;
    this.runner = runner;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Message message = exchange.getMessage();
    if (!binding.takesChartFromBody(message)) {
      binding.write(message, runner.run(binding.read(message, "")));
      return;
    }
    Path chart = Files.createTempFile("evenkeel-chart-", ".tgz");
    try {
      Files.write(chart, message.getMandatoryBody(byte[].class));
      binding.write(message, runner.run(binding.read(message, chart.toString())));
    } finally {
      TemporaryFiles.delete(chart);
    }
  }
}
