-- Triggers whose run can not start yet, because a service that is needed for it is away.
CREATE TABLE held_start (
  trigger_id VARCHAR(255) NOT NULL PRIMARY KEY,
  project    VARCHAR(255) NOT NULL,
  context    VARCHAR(255) NOT NULL,
  stage      VARCHAR(255) NOT NULL,
  reason     TEXT NOT NULL,
  since_ms   BIGINT NOT NULL
);
CREATE INDEX held_start_context ON held_start (context);
