-- Integrations that registered. last_seen and expired_at are epoch milliseconds; expired_at is 0 while the integration
-- shows signs of life.
CREATE TABLE registration (
  id                  VARCHAR(64)  PRIMARY KEY,
  name                VARCHAR(255) NOT NULL,
  namespace           VARCHAR(255) NOT NULL,
  hostname            VARCHAR(255) NOT NULL,
  location            VARCHAR(255) NOT NULL,
  pod                 VARCHAR(255) NOT NULL,
  deployment          VARCHAR(255) NOT NULL,
  integration_version VARCHAR(255) NOT NULL,
  distributor_version VARCHAR(255) NOT NULL,
  last_seen           BIGINT       NOT NULL,
  expired_at          BIGINT       NOT NULL,
  UNIQUE (name, namespace)
);

-- What they want to hear; filter is the JSON object the client sent.
CREATE TABLE registration_subscription (
  position        ${identity},
  registration_id VARCHAR(64)  NOT NULL,
  id              VARCHAR(255) NOT NULL,
  event           VARCHAR(512) NOT NULL,
  filter          TEXT         NOT NULL,
  UNIQUE (registration_id, id)
);

-- What integrations report. at_ms is the time an entry bears, stored_ms when it arrived.
CREATE TABLE log_entry (
  position       ${identity},
  integration_id VARCHAR(255) NOT NULL,
  message        TEXT         NOT NULL,
  at_ms          BIGINT       NOT NULL,
  stored_ms      BIGINT       NOT NULL,
  context        VARCHAR(255) NOT NULL,
  task           VARCHAR(512) NOT NULL,
  triggered_id   VARCHAR(255) NOT NULL,
  git_commit     VARCHAR(255) NOT NULL
);
CREATE INDEX log_entry_time ON log_entry (at_ms, position);
CREATE INDEX log_entry_integration ON log_entry (integration_id, at_ms);
CREATE INDEX log_entry_stored ON log_entry (stored_ms);
