-- When an integration last registered, in epoch milliseconds: it was started then.
ALTER TABLE registration ADD COLUMN registered_at BIGINT NOT NULL DEFAULT 0;
