package io.evenkeel.kit;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** Says at {@link StoredEventMesh#CHANGES} that something about a run is not as it was. */
final class ChangeNotice {

  private ChangeNotice() {}

  static JsonObject of(String project, String context) {
    return new JsonObject().put("project", project).put("context", context);
  }

  static void publish(Vertx vertx, String project, String context) {
    vertx.eventBus().publish(StoredEventMesh.CHANGES, of(project, context));
  }
}
