-- What an open run waits for and since when (epoch milliseconds), so that it can be counted; empty once it has ended.
ALTER TABLE execution ADD COLUMN waiting VARCHAR(16) NOT NULL DEFAULT '';
ALTER TABLE execution ADD COLUMN waiting_since BIGINT NOT NULL DEFAULT 0;
UPDATE execution SET waiting = 'unknown', waiting_since = triggered_at WHERE open = 1;
CREATE INDEX execution_waiting ON execution (waiting, waiting_since) WHERE waiting <> '';
