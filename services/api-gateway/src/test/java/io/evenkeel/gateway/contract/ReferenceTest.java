package io.evenkeel.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The generated documents say what the contracts say; a stale one is written anew, once. */
class ReferenceTest {

  private static final Path DOCS = Path.of("../../docs");
  private static final List<Contract> CONTRACTS = ContractReader.all();

  @Test
  void theRestReferenceIsUpToDate() throws IOException {
    check("rest-api.md", RestReference.rest(CONTRACTS));
  }

  @Test
  void theTableOfScopesIsUpToDate() throws IOException {
    check("access.md", RestReference.access(CONTRACTS));
  }

  private static void check(String name, String text) throws IOException {
    Path document = DOCS.resolve(name);
    String before = Files.exists(document) ? Files.readString(document) : "";
    if (!before.equals(text)) {
      Files.writeString(document, text);
    }
    assertThat(before)
        .as("docs/%s was stale and is written anew: commit it", name)
        .isEqualTo(text);
  }
}
