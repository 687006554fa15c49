-- API tokens, of which only the SHA-256 is kept. Lists are separated by blanks, times are in epoch
-- milliseconds, 0 for never. A revoked token stays, so that the audit trail can be read.
CREATE TABLE api_token (
  id           VARCHAR(32)  PRIMARY KEY,
  name         VARCHAR(64)  NOT NULL,
  hash         VARCHAR(64)  NOT NULL,
  scopes       VARCHAR(64)  NOT NULL,
  projects     TEXT         NOT NULL,
  created_at   BIGINT       NOT NULL,
  created_by   VARCHAR(64)  NOT NULL,
  expires_at   BIGINT       NOT NULL,
  last_used_at BIGINT       NOT NULL,
  revoked_at   BIGINT       NOT NULL
);
CREATE UNIQUE INDEX api_token_name ON api_token (name) WHERE revoked_at = 0;

-- What was done through the API, each entry chained to the one before by its hash.
CREATE TABLE audit_entry (
  position      BIGINT       PRIMARY KEY,
  at_ms         BIGINT       NOT NULL,
  token_id      VARCHAR(64)  NOT NULL,
  token_name    VARCHAR(64)  NOT NULL,
  peer          VARCHAR(64)  NOT NULL,
  forwarded_for VARCHAR(255) NOT NULL,
  operation     VARCHAR(64)  NOT NULL,
  target        VARCHAR(1024) NOT NULL,
  project       VARCHAR(255) NOT NULL,
  status        INTEGER      NOT NULL,
  detail        VARCHAR(1024) NOT NULL,
  hash          VARCHAR(64)  NOT NULL
);
CREATE INDEX audit_entry_project ON audit_entry (project, position);

-- The newest entry. Whoever appends updates this row first, which makes others wait for the commit.
CREATE TABLE audit_head (
  id       INTEGER     PRIMARY KEY,
  position BIGINT      NOT NULL,
  hash     VARCHAR(64) NOT NULL
);
INSERT INTO audit_head (id, position, hash) VALUES (1, 0, '');
