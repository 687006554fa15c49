package io.evenkeel.camel.helm;

import io.evenkeel.camel.helm.HelmCommand.Operation;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One Helm operation with its options; see {@link HelmConfiguration}. */
public final class HelmEndpoint extends DefaultEndpoint {

  private final HelmConfiguration configuration = new HelmConfiguration();
  private final Operation operation;
  private final HelmRunner runner;

  HelmEndpoint(String uri, HelmComponent component, Operation operation, HelmRunner runner) {
    super(uri, component);
    this.operation = operation;
    this.runner = runner;
  }

  public HelmConfiguration getConfiguration() {
    return configuration;
  }

  @Override
  public Producer createProducer() {
    return new HelmProducer(this, new HelmBinding(operation, configuration), runner);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("a route cannot start from helm:");
  }
}
