package io.evenkeel.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.system.chaos.StoredLog.Stored;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge sees what it is there for. */
class VerdictTest {

  private final Ledger ledger = new Ledger();
  private final List<Stored> log = new ArrayList<>();

  @Test
  void aRunThatWentThroughIsNoCause() {
    run("one", 0, 1_000);

    assertThat(verdict(0).violations()).isEmpty();
  }

  @Test
  void whatIsAcknowledgedAndNotInTheLogIsLost() {
    ledger.acknowledged("gone");

    assertThat(verdict(0).violations()).containsExactly("lost: gone");
  }

  @Test
  void aTaskThatWasTriggeredTwiceIsDoubledAndSoIsASecondAnswerThatCounts() {
    run("one", 0, 1_000);
    add("build.triggered", "one", 2_000, "");
    add("delivery.finished", "two", 3_000, "{\"answer\":\"second\"}");

    assertThat(verdict(0).doubled())
        .containsExactlyInAnyOrder(
            "2 × sh.keptn.event.build.triggered in one", "a second answer counted in two");
  }

  @Test
  void aSequenceWithoutAnEndIsStuckAndSoIsADelivery() {
    trigger("one", 0);

    assertThat(verdict(3).stuck()).containsExactly("one", "3 deliveries are left");
  }

  @Test
  void runsThatOverlapAreOutOfOrder() {
    trigger("one", 0);
    trigger("two", 10);
    add("build.triggered", "one", 20, "");
    add("build.triggered", "two", 30, "");
    add("delivery.finished", "one", 40, "");
    add("delivery.finished", "two", 50, "");

    assertThat(verdict(0).disordered()).containsExactly("two began while one ran");
  }

  @Test
  void aRunMayOvertakeAnEarlierOneWhileBlowsKeepComing() {
    trigger("one", 0);
    run("two", 10, 150_000);
    begin("one", 160_000);

    assertThat(verdict(0, 50_000, 100_000).disordered()).isEmpty();
    assertThat(verdict(0, 50_000, 100_000).overtaken()).isEqualTo(1);
    assertThat(verdict(0, 50_000).disordered()).containsExactly("two overtook one");
    assertThat(verdict(0).disordered()).containsExactly("two overtook one");
  }

  private Verdict verdict(int deliveriesLeft, long... blows) {
    List<Long> times = new ArrayList<>();
    for (long blow : blows) {
      times.add(blow);
    }
    return Verdict.of(ledger, log, deliveriesLeft, times);
  }

  private void trigger(String context, long at) {
    ledger.acknowledged(context);
    ledger.started(context, "scope");
    add("delivery.triggered", context, at, "");
  }

  private void begin(String context, long at) {
    add("build.triggered", context, at, "");
    add("delivery.finished", context, at + 1_000, "");
  }

  private void run(String context, long triggered, long begun) {
    trigger(context, triggered);
    begin(context, begun);
  }

  private void add(String type, String context, long at, String body) {
    String id = type.equals("delivery.triggered") ? context : context + "/" + log.size();
    log.add(
        new Stored(log.size(), id, "sh.keptn.event." + type, context, "scope", "pass", at, body));
  }
}
