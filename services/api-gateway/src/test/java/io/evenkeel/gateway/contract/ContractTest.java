package io.evenkeel.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What every OpenAPI document has to keep to. */
class ContractTest {

  static Stream<Contract> contracts() {
    return ContractReader.all().stream();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyReferenceLeadsSomewhere(Contract contract) {
    Map<String, Object> document = document(contract);

    List<String> references = new ArrayList<>();
    collectReferences(document, references);

    assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
            Json.at(document, reference.substring(2).split("/", -1)))
        .as(reference)
        .isNotNull());
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void operationIdsAreUniqueAndEachSaysWhatItDoesAndWhoAnswers(Contract contract) {
    assertThat(contract.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    assertThat(contract.operations()).allSatisfy(operation -> {
      assertThat(operation.summary()).as(operation.id()).isNotBlank();
      assertThat(operation.service()).as(operation.id()).isNotBlank();
    });
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyVariableOfAPathIsDeclared(Contract contract) {
    Json.object(document(contract).get("paths")).forEach((path, item) -> {
      List<String> declared = new ArrayList<>();
      collectPathParameters(document(contract), item, declared);
      assertThat(declared).as(path).containsAll(variables(path));
    });
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyOperationDocumentsSuccessAndRefusal(Contract contract) {
    Json.object(document(contract).get("paths")).values().stream()
        .flatMap(item -> Json.object(item).entrySet().stream())
        .filter(member -> !member.getKey().equals("parameters"))
        .map(member -> Json.object(Json.object(member.getValue()).get("responses")))
        .forEach(responses -> assertThat(responses.keySet())
            .anyMatch(status -> status.startsWith("2"))
            .containsAnyOf("401", "default"));
  }

  private static List<String> variables(String path) {
    return Stream.of(path.split("/", -1))
        .filter(segment -> segment.startsWith("{"))
        .map(segment -> segment.substring(1, segment.length() - 1))
        .toList();
  }

  private static void collectPathParameters(
      Map<String, Object> document, Object item, List<String> names) {
    Stream<Object> own = Json.list(Json.object(item).get("parameters")).stream();
    Stream<Object> ofOperations = Json.object(item).values().stream()
        .flatMap(operation -> Json.list(Json.object(operation).get("parameters")).stream());
    Stream.concat(own, ofOperations).map(Json::object).forEach(parameter -> {
      String reference = Json.text(parameter.get("$ref"));
      Map<String, Object> resolved = reference.isEmpty()
          ? parameter
          : Json.object(Json.at(document, reference.substring(2).split("/", -1)));
      names.add(Json.text(resolved.get("name")));
    });
  }

  private static void collectReferences(Object value, List<String> references) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> {
        if (name.equals("$ref")) {
          references.add(String.valueOf(member));
        } else if (member != null) {
          collectReferences(member, references);
        }
      });
    } else if (value instanceof List<?> list) {
      list.forEach(element -> collectReferences(element, references));
    }
  }

  private static Map<String, Object> document(Contract contract) {
    Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(contract.text());
    return Json.object(Json.freeze(yaml));
  }
}
