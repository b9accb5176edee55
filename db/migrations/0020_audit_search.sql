-- The audit is searched by who, what, of which object, and when: "who looked
-- at this card".  The times alone: which seqs a period has.
DROP INDEX audit_object;
CREATE INDEX audit_object ON audit (object, object_id, seq);
CREATE INDEX audit_actor ON audit (actor, seq);
CREATE INDEX audit_action ON audit (action, seq);
CREATE INDEX audit_at ON audit (at_ms);
