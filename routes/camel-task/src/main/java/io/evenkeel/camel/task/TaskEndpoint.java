package io.evenkeel.camel.task;

import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Endpoint of one task; consumed from only. */
public final class TaskEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

  private static final int WORKERS = 16;

  private final TaskComponent component;
  private final String task;
  private TaskMatch match = TaskMatch.parse("");
  private int workers = WORKERS;

  TaskEndpoint(String uri, TaskComponent component, String task) {
    super(uri, component);
    this.component = component;
    this.task = task;
  }

  /** Only events that match, e.g. {@code $.data.action.action == 'scale'}; default all. */
  public void setMatch(String text) {
    match = TaskMatch.parse(text);
  }

  /** How many exchanges of this route run at a time; default 16, further ones wait. */
  public void setWorkers(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, not " + workers);
    }
    this.workers = workers;
  }

  String task() {
    return task;
  }

  TaskMatch match() {
    return match;
  }

  int workers() {
    return workers;
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    TaskConsumer consumer = new TaskConsumer(this, processor, component);
    configureConsumer(consumer);
    return consumer;
  }

  /** Several routes may do the same task, each on its own account. */
  @Override
  public boolean isMultipleConsumersSupported() {
    return true;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException("task: cannot be sent to");
  }
}
