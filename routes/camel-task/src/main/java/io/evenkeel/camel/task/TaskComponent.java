package io.evenkeel.camel.task;

import io.evenkeel.model.event.EventType;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** {@code task:NAME}: a route that does one kind of task. */
public final class TaskComponent extends DefaultComponent {

  private @Nullable TaskDispatcher dispatcher;

  /** Where tasks come from; default the only one in the registry. */
  public void setDispatcher(TaskDispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  TaskDispatcher dispatcher() {
    return dispatcher != null
        ? dispatcher
        : CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), TaskDispatcher.class);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String task, Map<String, Object> parameters)
      throws Exception {
    if (!EventType.of(EventType.task(task, "triggered")).isTask()) {
      throw new IllegalArgumentException(
          "task:%s is not the name of a task; dots are not allowed".formatted(task));
    }
    TaskEndpoint endpoint = new TaskEndpoint(uri, this, task);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
