package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.EventMesh;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * Events handed in as they are, with their own id and time.
 *
 * <p>Source: sequences.md §5.5, rest-api.md §4.6.
 */
final class EventApi {

  private static final String MALFORMED = "Invalid request format: ";

  private final EventMesh mesh;

  EventApi(EventMesh mesh) {
    this.mesh = mesh;
  }

  /** Answers when the event is stored; an id that is known already changes nothing. */
  Future<ApiResponse> receive(ApiRequest request) {
    KeptnEvent event = read(request.body());
    EventType type = EventType.of(event.type());
    if (!type.isTask() && !type.isSequence()) {
      throw new Refusal(500, event.type() + " is not a valid keptn event type");
    }
    String typeError = CommonData.typeError(event.data());
    if (!typeError.isEmpty()) {
      throw new Refusal(500, "could not parse common event data: " + typeError);
    }
    return mesh.publish(event).map(stored -> ApiResponse.empty(200));
  }

  private static KeptnEvent read(String body) {
    try {
      Map<String, Object> json = Json.parseObject(body);
      for (String name : List.of("time", "type", "id", "source")) {
        if (Json.text(json.get(name)).isEmpty()) {
          throw new Refusal(400, MALFORMED + name + " must be specified");
        }
      }
      return EventJson.fromMap(json);
    } catch (IllegalArgumentException malformed) {
      throw new Refusal(400, MALFORMED + malformed.getMessage());
    }
  }
}
