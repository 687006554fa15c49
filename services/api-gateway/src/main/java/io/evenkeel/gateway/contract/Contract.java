package io.evenkeel.gateway.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One OpenAPI document and what follows from it.
 *
 * @param name of the file, without {@code .yaml}
 * @param bases where it is served, the first one preferred
 * @param errors how requests that no operation answers are refused
 * @param text the document as written
 */
public record Contract(
    String name,
    String title,
    List<String> bases,
    Errors errors,
    List<Operation> operations,
    String text) {

  /** The two ways the original's parts refuse. Source: rest-api.md §3.2. */
  public enum Errors {
    /** JSON with the path or the allowed methods; queries and media types are checked. */
    FRAMEWORK,
    /** {@code 404 page not found}; the service checks what it gets. */
    PLAIN
  }

  /** An operation and the values of its path's variables. */
  public record Match(Operation operation, Map<String, String> path) {}

  public Contract {
    bases = List.copyOf(bases);
    operations = List.copyOf(operations);
  }

  /** What follows the base in {@code path}, if it belongs to this contract. */
  public Optional<String> below(String path) {
    return bases.stream()
        .flatMap(base -> PathTemplate.of(base).below(path).stream())
        .findFirst();
  }

  /** The operation that answers {@code method} at {@code path}, which starts below the base. */
  public Optional<Match> find(String method, String path) {
    return operations.stream()
        .filter(operation -> operation.allows(method))
        .flatMap(operation ->
            operation.path().match(path).stream().map(values -> new Match(operation, values)))
        .findFirst();
  }

  /** The methods there are at {@code path}; empty if there is no such path. */
  public List<String> methods(String path) {
    return operations.stream()
        .filter(operation -> operation.path().match(path).isPresent())
        .map(Operation::method)
        .distinct()
        .sorted()
        .collect(Collectors.toList());
  }

  /** The first base without its version: where the part begins. */
  public String root() {
    return bases.get(0).replaceAll("/v1$", "");
  }

  /** Where the document itself is served. */
  public String address() {
    return root() + "/swagger-ui/swagger.yaml";
  }
}
