package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/v1/import}, its tasks answered by stand-ins. Source: rest-api.md §5.4. */
class PackageImportTest {

  private static final String SERVICE_TASK = """
      apiVersion: v1beta1
      tasks:
        - id: svc
          type: api
          name: create
          action: keptn-api-v1-create-service
          payload: api/s.json
          context: {svc: pay}
      """;

  @TempDir
  Path directory;

  private TestGateway gateway;

  @BeforeEach
  void start() {
    gateway = TestGateway.start(directory)
        .answering(
            "getProject",
            ApiResponse.json(
                200,
                Map.of("stages", List.of(Map.of("stageName", "dev"), Map.of("stageName", "prod")))))
        .answering("createService", ApiResponse.json(200, Map.of("message", "made")));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void tasksRunInOrderAndSeeWhatEarlierOnesAnswered() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("manifest.yaml", text(SERVICE_TASK + """
          - id: cfg
            type: resource
            resource: files/c.txt
            resourceUri: conf/c.txt
            service: pay
            context: {said: '[[.Tasks.svc.Response.message]]', who: '[[.Inputs.project]]-team'}
        """));
    files.put("api/s.json", text("{\"serviceName\": \"[[.Context.svc]]\"}"));
    files.put("files/c.txt", text("[[.Context.who]] [[.Project]] [[.Context.said]] [[.Task.ID]]"));

    HttpResponse<String> answer = send("?project=shop", files);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Map<String, Object> said = Json.parseObject(answer.body());
    assertThat(said.get("outcome")).isEqualTo("success");
    assertThat(Json.list(said.get("tasks"))).hasSize(2);
    assertThat(Json.at(Json.object(Json.list(said.get("tasks")).get(0)), "response", "message"))
        .isEqualTo("made");
    List<ApiRequest> asked = gateway.asked();
    assertThat(asked)
        .extracting(ApiRequest::operation)
        .containsExactly(
            "getProject", "createService", "getProject", "createResources", "createResources");
    assertThat(asked.get(1).body()).isEqualTo("{\"serviceName\": \"pay\"}");
    assertThat(asked.get(4).path())
        .isEqualTo(Map.of("project", "shop", "stage", "prod", "service", "pay"));
    assertThat(asked.get(4).body()).contains("c2hvcC10ZWFtIHNob3AgbWFkZSBjZmc=");
  }

  @Test
  void theFirstFailureEndsItAndIsNamed() throws IOException {
    gateway.answering("createService", ApiResponse.error(409, "there is one"));

    HttpResponse<String> answer = send(
        "?project=shop", Map.of("manifest.yaml", text(SERVICE_TASK), "api/s.json", text("{}")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Json.parseObject(answer.body()).get("message"))
        .isEqualTo("Error processing import archive: execution of task svc failed: received"
            + " unsuccessful http status <409: 409 Conflict>: task failed");
  }

  @Test
  void secretsAndSubscriptionsGoToTheirServices() throws IOException {
    TestPlatform.await(gateway
        .platform()
        .api()
        .serve(
            "secret-service",
            Map.of(
                "createSecret",
                request -> Future.succeededFuture(ApiResponse.error(409, "exists")))));
    gateway.answering("getRegistrations", ApiResponse.json(200, List.of(Map.of("id", "w1"))));
    String manifest = """
        tasks:
          - {id: hook, type: api, action: keptn-api-v1-uniform-create-webhook-subscription, payload: p}
          - {id: key, type: api, action: keptn-api-v1-uniform-create-secret, payload: p}
        """;

    HttpResponse<String> answer =
        send("?project=shop", Map.of("manifest.yaml", text(manifest), "p", text("{\"a\":1}")));

    assertThat(answer.body()).contains("execution of task key failed").contains("409 Conflict");
    assertThat(gateway.lastAsked())
        .isEqualTo(ApiRequest.of("createSubscription", Map.of("integrationID", "w1"), "{\"a\":1}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: api}|error validating manifest: task id cannot be empty",
        "{id: x-y, type: api}|task id x-y can only consist of alphnumeric characters and underscores",
        "{id: x, type: t}|task of type t not implemented",
        "{id: x, type: api}|empty api definition not supported",
        "{id: x, type: api, action: z, payload: f}|unsupported action type: z",
        "{id: x, type: api, action: keptn-api-v1-create-service, payload: f}"
            + "|payload file f does not exists",
        "{id: x, type: api, stage: dev}|cannot set resource task fields on API task",
        "{id: x, type: resource, action: z}|cannot set API task fields on resource task",
        "{id: x, type: resource, resource: r}|cannot be empty for resource task type",
        "{id: x, type: resource, resourceUri: r, resource: f}|resource file f does not exists",
        "{id: x, type: resource, resourceUri: r, resource: manifest.yaml, context: {a: '[[.B]]'}}"
            + "|error rendering value for context key a: template: .B",
        "{id: x, id: y}|error parsing manifest: yaml",
      })
  void aManifestThatIsWrongIsRefused(String task, String reason) throws IOException {
    HttpResponse<String> answer =
        send("?project=shop", Map.of("manifest.yaml", text("tasks:\n  - " + task + "\n")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(Json.text(Json.parseObject(answer.body()).get("message")))
        .startsWith("Error processing import archive: ")
        .contains(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/etc/x", "a/../../x", "a\\..\\x", "C:/x"})
  void aPathThatLeadsOutIsRefused(String path) throws IOException {
    HttpResponse<String> answer =
        send("?project=shop", Map.of("manifest.yaml", text(""), path, text("x")));

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body())
        .contains("Error opening import archive: ", "leads out of the package");
  }

  @Test
  void aBombIsRefused() throws IOException {
    Map<String, byte[]> bomb = new LinkedHashMap<>();
    bomb.put("a", new byte[30 << 20]);
    bomb.put("b", new byte[30 << 20]);

    HttpResponse<String> answer = send("?project=shop", bomb);

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("more than 50 MiB unpacked");
  }

  @Test
  void tooManyEntriesAreRefused() throws IOException {
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i <= 10_000; i++) {
      many.put("f" + i, new byte[0]);
    }

    assertThat(send("?project=shop", many).body()).contains("more than 10,000 entries");
  }

  @Test
  void whatIsNoPackageIsToldSo() throws IOException {
    assertThat(upload("?project=shop", text("no zip")).statusCode()).isEqualTo(415);
    assertThat(send("?project=shop", Map.of("x", text(""))).body())
        .contains("it has no manifest.yaml at its root");
    assertThat(send("", Map.of()).body())
        .isEqualTo("{\"code\":602,\"message\":\"project in query is required\"}");
    HttpResponse<String> json = gateway.post("/api/v1/import?project=shop", "{}");
    assertThat(json.statusCode()).isEqualTo(415);
    assertThat(json.body()).contains("only [multipart/form-data] are allowed");
    HttpResponse<String> form = form("?project=shop", "other", text("x"));
    assertThat(form.statusCode()).isEqualTo(422);
    assertThat(form.body()).contains("configPackage in formData is required");
    assertThat(gateway
            .send(
                "POST",
                "/api/v1/import?project=shop",
                "rubbish",
                "x-token",
                TestGateway.TOKEN,
                "content-type",
                "multipart/form-data")
            .statusCode())
        .isEqualTo(400);
  }

  @Test
  void theProjectHasToBeThere() throws IOException {
    gateway.answering("getProject", ApiResponse.error(404, "Project not found: ghost"));
    HttpResponse<String> unknown = send("?project=ghost", Map.of("manifest.yaml", text("")));
    gateway.answering("getProject", ApiResponse.error(503, "away"));
    HttpResponse<String> away = send("?project=ghost", Map.of("manifest.yaml", text("")));

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("project ghost does not exist");
    assertThat(away.statusCode()).isEqualTo(424);
    assertThat(away.body()).contains("error checking for project ghost existence : away");
  }

  private HttpResponse<String> send(String query, Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
    return upload(query, zip.toByteArray());
  }

  private HttpResponse<String> upload(String query, byte[] file) throws IOException {
    return form(query, "configPackage", file);
  }

  private HttpResponse<String> form(String query, String field, byte[] file) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(text("--b\r\ncontent-disposition: form-data; name=\"" + field
        + "\"; filename=\"p.zip\"\r\ncontent-type: application/zip\r\n\r\n"));
    body.write(file);
    body.write(text("\r\n--b--\r\n"));
    return gateway.upload(
        "/api/v1/import" + query, "multipart/form-data; boundary=b", body.toByteArray());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
