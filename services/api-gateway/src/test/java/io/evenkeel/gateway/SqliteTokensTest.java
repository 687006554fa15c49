package io.evenkeel.gateway;

import java.util.Map;

class SqliteTokensTest extends TokensContract {

  @Override
  Map<String, String> settings() {
    return Map.of();
  }
}
