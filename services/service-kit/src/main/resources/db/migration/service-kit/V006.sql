-- When a delivery failed first since it was made or re-driven, in epoch milliseconds; 0: it has not.
ALTER TABLE delivery ADD COLUMN failed_at BIGINT NOT NULL DEFAULT 0;
-- What failed at least once, of a context and in lists: few rows, and none of them is touched by a delivery that succeeds.
CREATE INDEX delivery_failed ON delivery (context) WHERE attempts > 0;
CREATE INDEX delivery_failures ON delivery (parked DESC, position) WHERE attempts > 0;
