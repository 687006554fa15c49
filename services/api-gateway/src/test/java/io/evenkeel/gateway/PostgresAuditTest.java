package io.evenkeel.gateway;

import java.util.Map;

class PostgresAuditTest extends AuditContract {

  @Override
  Map<String, String> settings() throws Exception {
    return Postgres.emptyStore();
  }
}
