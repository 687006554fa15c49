package io.evenkeel.kit;

import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;

/** Carries events over the bus: by reference within a JVM, as JSON between nodes. */
final class KeptnEventCodec implements MessageCodec<KeptnEvent, KeptnEvent> {

  @Override
  public void encodeToWire(Buffer wire, KeptnEvent event) {
    byte[] json = EventJson.write(event).getBytes(StandardCharsets.UTF_8);
    wire.appendInt(json.length).appendBytes(json);
  }

  @Override
  public KeptnEvent decodeFromWire(int position, Buffer wire) {
    int start = position + Integer.BYTES;
    byte[] json = wire.getBytes(start, start + wire.getInt(position));
    return EventJson.read(new String(json, StandardCharsets.UTF_8));
  }

  @Override
  public KeptnEvent transform(KeptnEvent event) {
    return event;
  }

  @Override
  public String name() {
    return "keptn-event";
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
