package io.evenkeel.bench;

import io.evenkeel.bench.BulkStore.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Multiplies the rows of {@link Specimens} until a store is as large as planned. What the product
 * writes into them is none of its business: it only knows which tables have rows for each run, and
 * which column tells whose they are.
 */
final class Seeding {

  private static final List<String> RUN_TABLES =
      List.of("event_log", "execution", "sequence_state");
  private static final String OPEN_EVENTS = "open_event";
  private static final String LAST_EVENTS = "last_event";

  private final BulkStore store;
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final SplittableRandom random = new SplittableRandom(20_260_101);

  Seeding(BulkStore store) {
    this.store = store;
    RUN_TABLES.forEach(table -> tables.put(table, store.describe(table)));
    tables.put(OPEN_EVENTS, store.describe(OPEN_EVENTS));
    tables.put(LAST_EVENTS, store.describe(LAST_EVENTS));
  }

  private Table table(String name) {
    return Objects.requireNonNull(tables.get(name), name);
  }

  /** Rows that belong together, to be copied as often as needed. */
  private final class Original {

    private final Map<Table, List<RowTemplate>> rows = new LinkedHashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();

    /** Adds the rows of {@code table} that have {@code value} in {@code column}. */
    Original with(String table, String column, String value) {
      Table described = table(table);
      List<RowTemplate> templates = rows.computeIfAbsent(described, first -> new ArrayList<>());
      for (Object[] row : store.rows(described, column, value)) {
        templates.add(new RowTemplate(row, ids));
      }
      return this;
    }

    void copy(String project, String service, long shiftMillis) {
      List<String> fresh = new ArrayList<>(ids.size());
      for (int index = 0; index < ids.size(); index++) {
        fresh.add(SeedPlan.id(random));
      }
      RowTemplate.Copy copy = new RowTemplate.Copy(project, service, fresh, shiftMillis);
      rows.forEach((table, templates) ->
          templates.forEach(template -> store.add(table, template.row(copy))));
    }
  }

  private Original run(String context) {
    Original run = new Original();
    RUN_TABLES.forEach(table -> run.with(table, "context", context));
    Table executions = table("execution");
    int id = executions.columns().stream().map(BulkStore.Column::name).toList().indexOf("id");
    for (Object[] row : store.rows(executions, "context", context)) {
      run.with(OPEN_EVENTS, "execution_id", String.valueOf(row[id]));
    }
    return run;
  }

  /** Fills the store with runs that are over. */
  void fillEnded(SeedPlan plan, List<Specimens.Specimen> specimens) {
    List<Original> kinds = specimens.stream().map(one -> run(one.context())).toList();
    List<Integer> shares = specimens.stream().map(Specimens.Specimen::share).toList();
    Original latest = new Original().with(LAST_EVENTS, "project", RowTemplate.Copy.PROJECT);
    store.begin(List.copyOf(tables.values()));
    for (int project = 0; project < plan.projects(); project++) {
      for (String service : plan.serviceNames()) {
        latest.copy(SeedPlan.project(project), service, 0);
      }
    }
    for (int index = 0; index < plan.sequences(); index++) {
      kinds
          .get(SeedPlan.kind(shares, random))
          .copy(
              SeedPlan.project(plan.project(random)),
              SeedPlan.service(random.nextInt(plan.services())),
              -plan.ageMillis(index));
    }
    store.end();
  }

  /**
   * Fills the store with runs that wait: in every scope of the plan one whose open task nobody asks
   * for, and behind it the others.
   */
  void fillWaiting(SeedPlan plan, Specimens.Waiting waiting) {
    Original holder = run(waiting.holder());
    Original queued = run(waiting.queued());
    store.begin(List.copyOf(tables.values()));
    for (int index = 0; index < plan.sequences(); index++) {
      int scope = index % (plan.projects() * plan.services());
      String project = SeedPlan.project(scope / plan.services());
      String service = SeedPlan.service(scope % plan.services());
      (index < plan.projects() * plan.services() ? holder : queued).copy(project, service, 0);
    }
    store.end();
  }
}
