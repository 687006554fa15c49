-- Lists of a project look at these alone until they have found what they show, and to count.
DROP INDEX sequence_state_list;
CREATE INDEX sequence_state_list ON sequence_state (project, time DESC, context, state, name);
DROP INDEX execution_list;
CREATE INDEX execution_list ON execution (project, triggered_at, position, stage, service, name, state);

-- The next in a scope, and the newest open event of a type, without looking at the others.
DROP INDEX execution_slot;
CREATE INDEX execution_slot ON execution (project, stage, service, slot, urgent DESC, queued_at, position)
  WHERE slot <> 'NONE';
DROP INDEX open_event_type;
CREATE INDEX open_event_type ON open_event (type, position, project, stage, service);

-- Retention looks for the oldest runs of all projects.
CREATE INDEX sequence_state_time ON sequence_state (time);
