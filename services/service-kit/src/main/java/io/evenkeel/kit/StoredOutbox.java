package io.evenkeel.kit;

import io.evenkeel.kit.Deliveries.Appended;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one transaction wants to happen, kept until it is committed. */
final class StoredOutbox implements Outbox {

  private final Database database;
  private final SqlClient client;
  final List<KeptnEvent> published = new ArrayList<>();
  final List<KeptnEvent> stored = new ArrayList<>();
  final Map<String, String> links = new HashMap<>();
  /** The delivery this transaction ends, if it is one. */
  @Nullable
  PendingDelivery cause;

  final List<PendingDelivery> deliveries = new ArrayList<>();
  final List<Runnable> effects = new ArrayList<>();
  final Set<JsonObject> changes = new LinkedHashSet<>();

  final List<Notice> notices = new ArrayList<>();

  /** A text for everyone who listens at a bus address. */
  record Notice(String address, String text) {}

  StoredOutbox(Database database, SqlClient client) {
    this.database = database;
    this.client = client;
  }

  @Override
  public SqlClient client() {
    return client;
  }

  @Override
  public Future<Void> lock(String... keys) {
    return database.lock(client, keys);
  }

  @Override
  public void publish(KeptnEvent event) {
    published.add(event);
  }

  @Override
  public void publish(KeptnEvent event, String traceparent) {
    publish(event);
    links.put(event.id(), traceparent);
  }

  @Override
  public void changed(String project, String context) {
    changes.add(ChangeNotice.of(project, context));
  }

  /** These are in the log now, with deliveries. */
  void stored(Appended appended) {
    stored.addAll(appended.fresh());
    deliveries.addAll(appended.deliveries());
    appended.fresh().forEach(event -> changed(event.project(), event.context()));
  }

  @Override
  public void announce(String address, String text) {
    notices.add(new Notice(address, text));
  }

  @Override
  public void afterCommit(Runnable effect) {
    effects.add(effect);
  }
}
