package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Kind;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Tree;
import java.time.Instant;
import java.util.List;

/** How objects are answered: as they are, as a table, or with their metadata only. */
final class Representation {

  private static final String META = "meta.k8s.io/v1";

  private final Call call;
  private final Instant now;

  /** As {@code call} wants it at the time {@code now}. */
  Representation(Call call, Instant now) {
    this.call = call;
    this.now = now;
  }

  ObjectNode one(KubeObject object) {
    if (call.wantsTable()) {
      return table(object.kind(), List.of(object), object.resourceVersion());
    }
    return call.wantsMetadataOnly() ? metadataOnly(object) : object.json();
  }

  /** A list as of {@code version}. */
  ObjectNode list(Kind kind, List<KubeObject> objects, long version) {
    if (call.wantsTable()) {
      return table(kind, objects, version);
    }
    boolean metadataOnly = call.wantsMetadataOnly();
    ObjectNode list = Tree.object()
        .put("kind", metadataOnly ? "PartialObjectMetadataList" : kind.name() + "List")
        .put("apiVersion", metadataOnly ? META : kind.apiVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(version));
    ArrayNode items = list.putArray("items");
    objects.forEach(object -> items.add(metadataOnly ? metadataOnly(object) : object.json()));
    return list;
  }

  /** Says that a watch has seen everything up to {@code version}. */
  ObjectNode bookmark(Kind kind, long version, boolean initialEventsEnd) {
    ObjectNode object = Tree.object().put("kind", kind.name()).put("apiVersion", kind.apiVersion());
    ObjectNode metadata = object.putObject("metadata").put("resourceVersion", "" + version);
    if (initialEventsEnd) {
      metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    return object;
  }

  private ObjectNode table(Kind kind, List<KubeObject> objects, long version) {
    ObjectNode table = Tree.object().put("kind", "Table").put("apiVersion", META);
    table.putObject("metadata").put("resourceVersion", Long.toString(version));
    ArrayNode definitions = table.putArray("columnDefinitions");
    List<Columns.Column> columns = Columns.of(kind);
    columns.forEach(column -> definitions
        .addObject()
        .put("name", column.name())
        .put("type", "string")
        .put("format", isNameOfRow(kind, column) ? "name" : "")
        .put("description", column.name())
        .put("priority", column.wide() ? 1 : 0));
    ArrayNode rows = table.putArray("rows");
    for (KubeObject object : objects) {
      ObjectNode row = rows.addObject();
      ArrayNode cells = row.putArray("cells");
      columns.forEach(column -> cells.addPOJO(column.cell().of(object, now)));
      rowObject(row, object);
    }
    return table;
  }

  private static boolean isNameOfRow(Kind kind, Columns.Column column) {
    return column.name().equals("Name") && !kind.equals(Kinds.EVENT);
  }

  private void rowObject(ObjectNode row, KubeObject object) {
    switch (call.parameter("includeObject")) {
      case "None" -> {}
      case "Object" -> row.set("object", object.json());
      default -> row.set("object", metadataOnly(object));
    }
  }

  private static ObjectNode metadataOnly(KubeObject object) {
    ObjectNode partial = Tree.object().put("kind", "PartialObjectMetadata").put("apiVersion", META);
    partial.set("metadata", object.metadata());
    return partial;
  }
}
