-- Retention looks for the oldest events of all projects.
CREATE INDEX event_log_at ON event_log (at_ms);
