-- A delivery belongs to the node that holds its lease until due_at. lease counts the holders, so that a former one is
-- told from the present; 0: nobody has held it yet, it waits behind an older one of its subscriber and context.
ALTER TABLE delivery ADD COLUMN context VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE delivery ADD COLUMN lease BIGINT NOT NULL DEFAULT 0;
UPDATE delivery SET context = COALESCE((SELECT e.context FROM event_log e WHERE e.id = delivery.event_id), '');
DROP INDEX delivery_due;
CREATE INDEX delivery_due ON delivery (subscriber, due_at) WHERE parked = 0;
CREATE INDEX delivery_lane ON delivery (subscriber, context, position) WHERE parked = 0;
CREATE INDEX delivery_parked ON delivery (position) WHERE parked = 1;

-- Likewise a timer while it is handled.
ALTER TABLE timer ADD COLUMN lease BIGINT NOT NULL DEFAULT 0;
ALTER TABLE timer ADD COLUMN held_until BIGINT NOT NULL DEFAULT 0;
