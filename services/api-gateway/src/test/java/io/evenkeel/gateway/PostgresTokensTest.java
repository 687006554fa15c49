package io.evenkeel.gateway;

import java.util.Map;

class PostgresTokensTest extends TokensContract {

  @Override
  Map<String, String> settings() throws Exception {
    return Postgres.emptyStore();
  }
}
