-- Work that was accepted and has not ended. lease_until, in epoch milliseconds, is how long the owner has it to itself.
CREATE TABLE work (
  executor    VARCHAR(255) NOT NULL,
  event_id    VARCHAR(255) NOT NULL,
  event       TEXT         NOT NULL,
  details     TEXT         NOT NULL,
  answered    INTEGER      NOT NULL,
  accepted_at BIGINT       NOT NULL,
  owner       VARCHAR(64)  NOT NULL,
  lease_until BIGINT       NOT NULL,
  PRIMARY KEY (executor, event_id)
);
CREATE INDEX work_lease ON work (lease_until);
