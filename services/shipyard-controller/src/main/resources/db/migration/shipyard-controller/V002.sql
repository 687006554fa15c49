-- The order in which runs wait for their scope: when the trigger was sent, unless that clock is far off.
ALTER TABLE execution ADD COLUMN queued_at BIGINT NOT NULL DEFAULT 0;

-- Names of the stages in the order they had when the project was created, each followed by a line feed.
ALTER TABLE project ADD COLUMN stages TEXT NOT NULL DEFAULT '';
