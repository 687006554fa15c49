package io.evenkeel.shipyard;

import io.evenkeel.kit.Sql;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.Identity;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables {@code last_event} and {@code deployed_image}: what a service last saw in a stage. */
final class LastEventTable {

  private static final String PUT =
      "INSERT INTO last_event (project, stage, service, type, event_id, context, time) VALUES"
          + " (#{project}, #{stage}, #{service}, #{type}, #{event}, #{context}, #{time})"
          + " ON CONFLICT (project, stage, service, type) DO UPDATE SET event_id = #{event},"
          + " context = #{context}, time = #{time}";
  private static final String PUT_IMAGE =
      "INSERT INTO deployed_image (project, stage, service, image) VALUES (#{project}, #{stage},"
          + " #{service}, #{image}) ON CONFLICT (project, stage, service)"
          + " DO UPDATE SET image = #{image}";
  private static final String EVENTS =
      "SELECT stage, service, type, event_id, context, time FROM last_event"
          + " WHERE project = #{project} ORDER BY type";
  private static final String IMAGES =
      "SELECT stage, service, image FROM deployed_image WHERE project = #{project}";
  private static final String FORGET = "DELETE FROM last_event WHERE project = #{project}";
  private static final String FORGET_IMAGES =
      "DELETE FROM deployed_image WHERE project = #{project}";
  private static final String FORGET_SERVICE =
      "DELETE FROM last_event WHERE project = #{project} AND service = #{service}";
  private static final String FORGET_SERVICE_IMAGES =
      "DELETE FROM deployed_image WHERE project = #{project} AND service = #{service}";

  private LastEventTable() {}

  /** A row of {@code last_event}. */
  record LastEvent(
      String stage, String service, String type, String eventId, String context, String time) {}

  /** A row of {@code deployed_image}. */
  record Image(String stage, String service, String image) {}

  /** What a run saw: an event, and perhaps an image that was deployed by then. */
  record Seen(Identity run, KeptnEvent event, String image, Instant at) {

    /** Whatever has the same replaces this; and the order in which everybody writes. */
    String key() {
      return scope() + "/" + event.type();
    }

    private String scope() {
      return String.join("/", run.project(), run.stage(), run.service());
    }

    private Map<String, Object> toRow() {
      Map<String, Object> row = new HashMap<>(place());
      row.put("type", event.type());
      row.put("event", event.id());
      row.put("context", event.context());
      row.put("time", nanos(at));
      return row;
    }

    private Map<String, Object> place() {
      return Map.of("project", run.project(), "stage", run.stage(), "service", run.service());
    }

    private Map<String, Object> toImage() {
      Map<String, Object> row = new HashMap<>(place());
      row.put("image", image);
      return row;
    }
  }

  /** Stores {@code seen}, which is in the order of its keys. */
  static void putAll(SqlClient client, Collection<Seen> seen) {
    seen.forEach(one -> Sql.later(client, "last/" + one.key(), PUT, one.toRow()));
    seen.stream()
        .filter(one -> !one.image().isEmpty())
        .forEach(one -> Sql.later(client, "image/" + one.scope(), PUT_IMAGE, one.toImage()));
  }

  static Future<List<LastEvent>> events(SqlClient client, String project) {
    return Sql.forQuery(client, EVENTS).execute(Map.of("project", project)).map(rows -> {
      List<LastEvent> all = new ArrayList<>(rows.size());
      rows.forEach(row -> all.add(toLastEvent(row)));
      return all;
    });
  }

  static Future<List<Image>> images(SqlClient client, String project) {
    return Sql.forQuery(client, IMAGES).execute(Map.of("project", project)).map(rows -> {
      List<Image> all = new ArrayList<>(rows.size());
      rows.forEach(row -> all.add(
          new Image(row.getString("stage"), row.getString("service"), row.getString("image"))));
      return all;
    });
  }

  static Future<Void> forget(SqlClient client, String project) {
    Map<String, Object> which = Map.of("project", project);
    return Sql.forUpdate(client, FORGET)
        .execute(which)
        .compose(gone -> Sql.forUpdate(client, FORGET_IMAGES).execute(which))
        .mapEmpty();
  }

  static Future<Void> forgetService(SqlClient client, String project, String service) {
    Map<String, Object> which = Map.of("project", project, "service", service);
    return Sql.forUpdate(client, FORGET_SERVICE)
        .execute(which)
        .compose(gone -> Sql.forUpdate(client, FORGET_SERVICE_IMAGES).execute(which))
        .mapEmpty();
  }

  /** Unix nanoseconds as decimal text, as the API shows such times. */
  static String nanos(Instant at) {
    return String.valueOf(at.getEpochSecond() * 1_000_000_000L + at.getNano());
  }

  private static LastEvent toLastEvent(Row row) {
    return new LastEvent(
        row.getString("stage"),
        row.getString("service"),
        row.getString("type"),
        row.getString("event_id"),
        row.getString("context"),
        row.getString("time"));
  }
}
