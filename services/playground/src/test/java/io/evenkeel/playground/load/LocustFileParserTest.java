package io.evenkeel.playground.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.playground.load.LocustFile.Request;
import io.evenkeel.playground.load.LocustFile.Task;
import io.evenkeel.playground.load.LocustFile.UserClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocustFileParserTest {

  @Test
  void theTutorialsFileIsOneUserWithOneTask() throws IOException {
    String source = new String(
        getClass().getResourceAsStream("/fulltour/locust/basic.py").readAllBytes(),
        StandardCharsets.UTF_8);

    UserClass user = LocustFileParser.parse("basic.py", source).users().get(0);

    assertThat(user.name()).isEqualTo("Visitor");
    assertThat(user.waitTime()).isEqualTo(new WaitTime(WaitTime.Kind.BETWEEN, 5, 15));
    assertThat(user.tasks()).singleElement().satisfies(task -> assertThat(task.requests())
        .containsExactly(new Request("GET", "/", "/", Map.of(), "")));
  }

  @Test
  void tasksHaveWeightsRequestsHaveBodiesAndNames() {
    UserClass user = LocustFileParser.parse("shop.py", """
        from locust import HttpUser, task, constant
        import time

        class Shopper(HttpUser):  # the only one
            host = 'http://shop.dev'
            weight = 3
            wait_time = constant(0.5)

            def on_start(self):
                self.client.post("/login", data={"user": "a b", "pin": 1})

            @task(3)
            def browse(self):
                '''Looks around.'''
                self.client.get("/items?page=1",
                                name="/items")
                self.client.get('/cart')

            @task
            def buy(self):
                self.client.post("/orders", json={"sku": "x", "n": [1, 2.5], "gift": True})
        """).users().get(0);

    assertThat(user.host()).isEqualTo("http://shop.dev");
    assertThat(user.weight()).isEqualTo(3);
    assertThat(user.waitTime().next(100, () -> 0.5)).isEqualTo(500);
    assertThat(user.onStart()).extracting(Request::body).containsExactly("user=a+b&pin=1");
    assertThat(user.tasks()).extracting(Task::name).containsExactly("browse", "buy");
    assertThat(user.tasks()).extracting(Task::weight).containsExactly(3, 1);
    assertThat(user.tasks().get(0).requests())
        .extracting(Request::name)
        .containsExactly("/items", "/cart");
    Request order = user.tasks().get(1).requests().get(0);
    assertThat(order.body()).isEqualTo("{\"sku\":\"x\",\"n\":[1,2.5],\"gift\":true}");
    assertThat(order.headers()).containsEntry("Content-Type", "application/json");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      for i in range(3):                   | run "for i in range(3):"
      self.client.get(f"/{i}")             | run "self.client.get(f"/{i}")"
      self.client.get("/" + path)          | run "self.client.get("/" + path)"
      self.client.get("/", timeout=3)      | run "self.client.get("/", timeout=3)"
      time.sleep(1)                        | run "time.sleep(1)"
      """)
  void aStatementItCannotRunIsRefusedWithItsLine(String statement, String reason) {
    String source = """
        class Visitor(HttpUser):
            @task
            def start(self):
                %s
        """.formatted(statement);

    assertThatThrownBy(() -> LocustFileParser.parse("basic.py", source))
        .isInstanceOf(LocustException.class)
        .hasMessageStartingWith("basic.py:4: ")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      class Visitor(TaskSet):     | basic.py:1: the playground's load generator cannot run
      x = 1                       | basic.py:1: the playground's load generator cannot run "x = 1"
      class Visitor(HttpUser):    | basic.py:1: class Visitor has no @task method
      import locust               | basic.py: No User class found!
      """)
  void aFileWithoutAUsableUserIsRefused(String source, String reason) {
    assertThatThrownBy(() -> LocustFileParser.parse("basic.py", source))
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"PACING, 2, 500, 1500", "PACING, 2, 2500, 0", "THROUGHPUT, 4, 50, 200"})
  void pacingAndThroughputSubtractWhatTheTaskTook(
      WaitTime.Kind kind, double argument, long spent, long expected) {
    assertThat(new WaitTime(kind, argument, argument).next(spent, () -> 0)).isEqualTo(expected);
  }
}
