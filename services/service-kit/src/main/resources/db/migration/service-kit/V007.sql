-- What is due, and what waits in a lane, each by an index that nothing else fits. PostgreSQL keeps the plan it made while
-- the table was empty, as it is most of the time: it then looked through all deliveries in the order of the primary key,
-- or through those that any index on "parked = 0" holds. position + 0 is in no order but that of the lane.
DROP INDEX delivery_due;
CREATE INDEX delivery_due ON delivery ((subscriber || ''), due_at) WHERE parked = 0 AND due_at >= 0;
DROP INDEX delivery_lane;
CREATE INDEX delivery_lane ON delivery (subscriber, context, (position + 0)) WHERE parked = 0;
