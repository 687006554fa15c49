package io.evenkeel.model.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chain of hashes: what fits, and what shows. */
class AuditHeadTest {

  private static final AuditEntry FIRST = entry(1, "createProject");
  private static final AuditEntry SECOND = entry(2, "deleteProject");

  private static AuditEntry entry(long position, String operation) {
    return new AuditEntry(
        position,
        1_764_000_000_123L,
        "0a1b2c3d4e5f",
        "ci",
        "10.0.0.7",
        "",
        operation,
        "POST /api/controlPlane/v1/project",
        "shop",
        201,
        "ü \"quoted\"");
  }

  @Test
  void theHashIsThatOfTheDocumentedText() {
    // printf '%s' '["",1,"2025-11-24T16:00:00.123Z",…]' | sha256sum
    assertThat(FIRST.hash(""))
        .isEqualTo("fa809c2f2426fee56380c1d8ce8651822e670b82bb36f6e17b41085334016bd3");
  }

  @Test
  void anEntryFollowsTheOneItWasChainedTo() {
    AuditHead head = AuditHead.START.append(FIRST);

    assertThat(AuditHead.START.problem(FIRST, head.hash())).isEmpty();
    assertThat(head.problem(SECOND, head.append(SECOND).hash())).isEmpty();
  }

  @Test
  void aChangedEntryShows() {
    String kept = AuditHead.START.append(FIRST).hash();

    assertThat(AuditHead.START.problem(entry(1, "getProject"), kept))
        .isEqualTo("entry 1 has been changed, or one before it: its hash does not fit");
  }

  @Test
  void aMissingEntryShows() {
    assertThat(AuditHead.START.problem(SECOND, "any"))
        .isEqualTo("entry 1 is missing: entry 0 is followed by 2");
  }

  @Test
  void anEntryIsReadBackAsItWasShown() {
    Map<String, Object> shown = Json.parseObject(Json.write(FIRST.toMap(FIRST.hash(""))));

    assertThat(AuditEntry.of(shown)).isEqualTo(FIRST);
    assertThat(shown).containsEntry("hash", FIRST.hash(""));
  }

  @Test
  void whatIsNoEntryIsRefused() {
    List.of("{}", "{\"position\":1,\"status\":200,\"time\":\"yesterday\"}")
        .forEach(text -> assertThatThrownBy(() -> AuditEntry.of(Json.parseObject(text)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("not an audit entry"));
  }
}
