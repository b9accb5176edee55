-- The tasks of a day, for the reports; keys in the order of time.
CREATE INDEX task_made ON task (created_at_ms);
