-- Most changes of a run are of no column that is in an index: PostgreSQL then writes none. Its task is found by the open
-- event, and runs that wait are those that are open.
DROP INDEX execution_task;
DROP INDEX execution_waiting;
CREATE INDEX execution_open ON execution (position) WHERE open = 1;
