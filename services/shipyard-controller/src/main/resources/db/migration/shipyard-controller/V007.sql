-- What every step of a run looks for, by an index that nothing else fits. PostgreSQL keeps the plan it made while a
-- table was all but empty, when every index that begins with the project looked as good: it read whole projects.
DROP INDEX execution_context;
CREATE INDEX execution_context ON execution (context);
DROP INDEX execution_slot;
CREATE INDEX execution_slot
  ON execution ((project || ''), stage, service, slot, urgent DESC, queued_at, position) WHERE slot <> 'NONE';
CREATE INDEX sequence_state_context ON sequence_state (context);
