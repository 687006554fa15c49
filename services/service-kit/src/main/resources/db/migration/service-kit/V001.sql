-- Every accepted event, append-only; one row per event id. at_ms is the event's time in epoch milliseconds.
CREATE TABLE event_log (
  position     ${identity},
  id           VARCHAR(255) NOT NULL UNIQUE,
  type         VARCHAR(512) NOT NULL,
  source       VARCHAR(512) NOT NULL,
  context      VARCHAR(255) NOT NULL,
  triggered_id VARCHAR(255) NOT NULL,
  project      VARCHAR(255) NOT NULL,
  stage        VARCHAR(255) NOT NULL,
  service      VARCHAR(255) NOT NULL,
  result       VARCHAR(64)  NOT NULL,
  root         INTEGER      NOT NULL,
  at_ms        BIGINT       NOT NULL,
  body         TEXT         NOT NULL
);
CREATE INDEX event_log_context ON event_log (context, position);
CREATE INDEX event_log_project ON event_log (project, at_ms);
CREATE INDEX event_log_type ON event_log (project, type, at_ms);
CREATE INDEX event_log_root ON event_log (project, at_ms) WHERE root = 1;
CREATE INDEX event_log_triggered ON event_log (triggered_id);

-- What has not been acknowledged yet. due_at is when somebody other than the accepting node may try.
CREATE TABLE delivery (
  position   ${identity},
  event_id   VARCHAR(255) NOT NULL,
  subscriber VARCHAR(255) NOT NULL,
  due_at     BIGINT       NOT NULL,
  attempts   INTEGER      NOT NULL,
  parked     INTEGER      NOT NULL,
  error      TEXT         NOT NULL,
  UNIQUE (event_id, subscriber)
);
CREATE INDEX delivery_due ON delivery (due_at) WHERE parked = 0;

-- Who hears what; types are separated by blanks.
CREATE TABLE subscription (
  subscriber VARCHAR(255) PRIMARY KEY,
  types      TEXT NOT NULL
);

-- Wake-up calls that outlive the process. due_at is in epoch milliseconds.
CREATE TABLE timer (
  id     VARCHAR(255) PRIMARY KEY,
  owner  VARCHAR(64)  NOT NULL,
  due_at BIGINT       NOT NULL,
  body   TEXT         NOT NULL
);
CREATE INDEX timer_owner ON timer (owner, due_at);
