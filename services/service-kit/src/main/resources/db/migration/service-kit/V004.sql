-- When a delivery was made, in epoch milliseconds; 0 for those from before. due_at moves with every attempt.
ALTER TABLE delivery ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0;
