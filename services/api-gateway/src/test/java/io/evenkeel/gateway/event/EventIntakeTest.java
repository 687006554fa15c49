package io.evenkeel.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventIntakeTest {

  private static final UUID ID = new UUID(1, 1);
  private static final UUID CONTEXT = new UUID(2, 2);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456789Z");
  private static final String SCOPE = "'project':'shop','stage':'dev','service':'cart'";

  @Test
  void idTimeAndContentTypeAreOursTheRestIsTheSenders() {
    KeptnEvent event = accept("{'type':'t','source':'s','id':'x','time':'2001-01-01T00:00:00Z',"
        + "'contenttype':'text/plain','triggeredid':'tr','gitcommitid':'g',"
        + "'shkeptnspecversion':'0.2.3','extensions':{'e':[1]},'data':{'n':1,'z':null}}");

    assertThat(event.id()).isEqualTo(ID.toString());
    assertThat(event.time()).isEqualTo("2026-01-02T03:04:05.123Z");
    assertThat(event.contentType()).isEqualTo("application/json");
    assertThat(event.context()).isEqualTo(CONTEXT.toString());
    assertThat(event.triggeredId()).isEqualTo("tr");
    assertThat(event.gitCommitId()).isEqualTo("g");
    assertThat(event.specVersion()).isEqualTo("0.2.3");
    assertThat(Json.write(event.extensions())).isEqualTo("{\"e\":[1]}");
    assertThat(event.data()).containsEntry("n", 1L).containsEntry("z", null);
  }

  @ParameterizedTest
  @CsvSource({
    "my-context, 6d792d63-6f6e-4465-b874-202020202020",
    "5b1e2f00-0000-4000-8000-0000000000aa, 5b1e2f00-0000-4000-8000-0000000000aa",
    "5B1E2F00-0000-4000-8000-0000000000AA, 5B1E2F00-0000-4000-8000-0000000000AA",
    "5b1e2f00000040008000000000000000, 5b1e2f00000040008000000000000000",
    "{5b1e2f00-0000-4000-8000-0000000000aa}, {5b1e2f00-0000-4000-8000-0000000000aa}",
    "urn:uuid:5b1e2f00-0000-4000-8000-0000000000aa,"
        + " urn:uuid:5b1e2f00-0000-4000-8000-0000000000aa",
  })
  void aContextIsKeptIfItIsAUuidAndOtherwiseBecomesOne(String given, String expected) {
    assertThat(ContextId.of(given, CONTEXT)).isEqualTo(expected);
  }

  @Property
  void everyTextGivesTheSameUuidEachTime(@ForAll String text) {
    String context = ContextId.of(text, CONTEXT);

    assertThat(ContextId.of(text, CONTEXT)).isEqualTo(context);
    assertThat(UUID.fromString(context)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my service",
        "https://x.org/a?b#c",
        "a/b:c",
        "ho%20t",
        "urn:x:y",
        "?q",
        "http://u:p@x.org:8080/a",
        "http://[::1]:80/",
        "http://x.org:/",
        "//x.org/a b",
      })
  void aSourceThatIsAReferenceIsKept(String source) {
    assertThat(SourceReference.of(source)).isEqualTo(source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":x",
        "1a:b",
        "a%zz",
        "a\u0007b",
        "a%2",
        "http://[",
        "http://a b/",
        "http://a:x/"
      })
  void anyOtherSourceIsTheApi(String source) {
    assertThat(SourceReference.of(source)).isEqualTo("https://github.com/keptn/keptn/api");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      emptyValue = "",
      value = {
        "{}                                              | data in body is required",
        "null                                            | data in body is required",
        "{'data':{}}                                     | source in body is required",
        "{'data':{},'source':'s'}                        | type in body is required",
        "{'data':{},'source':'s','type':''}              | type in body is required",
        "{'data':null,'source':'s','type':'t'}           | data in body is required",
        "{'data':{},'source':'s','type':5}               | type in body must be of type string: \"5\"",
        "{'data':{},'source':'s','type':'t','time':'x'}"
            + " | time in body must be of type date-time: \"x\"",
        "{'data':[],'source':'s','type':'t'}"
            + " | could not parse common event data: data must be a JSON object",
        "{'data':{'project':1},'source':'s','type':'t'}"
            + " | could not parse common event data: data.project must be a string",
        "[]  | parsing body body from \"\" failed, because expected a JSON object",
      })
  void saysWhatIsWrong(String body, String message) {
    assertThatThrownBy(() -> accept(body)).isInstanceOf(InvalidRequest.class).hasMessage(message);
  }

  @Test
  void namesHaveALength() {
    String name = "x".repeat(256);

    assertThatThrownBy(() -> accept("{'data':{'stage':'" + name + "'},'source':'s','type':'t'}"))
        .hasMessage("data.stage in body should be at most 255 chars long");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      emptyValue = "",
      value = {
        "sh.keptn.log.error | {} | ~~",
        "sh.keptn.events.problem | {} | ~~",
        "sh.keptn.event.monitoring.configure | {'project':'p','type':'prometheus'} | ~~",
        "sh.keptn.event.monitoring.configure | {'project':'p'}"
            + " | mandatory fields(s) 'project', 'service' or 'type' missing",
        "sh.keptn.event.dev.delivery.triggered | {SCOPE} | ~~",
        "sh.keptn.event.dev.delivery.finished | {SCOPE} | unknown event type action: finished",
        "sh.keptn.event.dev.delivery.triggered | {'project':'p'}"
            + " | mandatory field(s) 'project', 'stage' or 'service' missing",
        "sh.keptn.event.prod.delivery.triggered | {SCOPE}"
            + " | stage name in event data and in event type does not match",
        "sh.keptn.event.test.triggered | {SCOPE} | unknown event type action: triggered",
        "sh.keptn.event.test.invalidated | {} | ~~",
        "sh.keptn.event.test.started | {}"
            + " | mandatory field(s) 'project', 'stage' or 'service' missing",
        "sh.keptn.event.test.started | {SCOPE} | mandatory field 'triggeredid' missing",
        "sh.keptn.event.test.finished | {SCOPE} | result field is not set",
        "sh.keptn.event.test.finished | {SCOPE,'result':'pass'} | status field is not set",
        "sh.keptn.event.test.finished | {SCOPE,'result':'pass','status':'succeeded'}"
            + " | mandatory field 'triggeredid' missing",
        "sh.keptn.event.test | {} | unknown event type",
        "sh.keptn.event.test.started | {'stage':1} | could not parse common event data",
      })
  void theOptionalRulesAreTheOriginals(String type, String data, String violation) {
    String body =
        "{'type':'%s','source':'s','data':%s}".formatted(type, data.replace("SCOPE", SCOPE));
    EventIntake strict = new EventIntake(true);

    if (violation.isEmpty()) {
      assertThat(strict.accept(json(body), ID, CONTEXT, NOW).type()).isEqualTo(type);
    } else {
      assertThatThrownBy(() -> strict.accept(json(body), ID, CONTEXT, NOW)).hasMessage(violation);
    }
  }

  private static KeptnEvent accept(String body) {
    return new EventIntake(false).accept(json(body), ID, CONTEXT, NOW);
  }

  private static String json(String withSingleQuotes) {
    return withSingleQuotes.replace('\'', '"');
  }
}
