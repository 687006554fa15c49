-- What pollers look for, by an index that nothing else fits: a plan that looks through the open events of all types in
-- their order is as good while there are few. Of a project, they are only looked for when it is removed.
DROP INDEX open_event_type;
CREATE INDEX open_event_type ON open_event (type, (position + 0), project, stage, service);
DROP INDEX open_event_project;
