package io.evenkeel.gateway;

import io.evenkeel.testkit.TestPostgres;
import java.util.Map;

class PostgresTokensTest extends TokensContract {

  @Override
  Map<String, String> settings() throws Exception {
    return TestPostgres.emptyStore();
  }
}
