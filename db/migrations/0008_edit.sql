-- Who changed a row of reference data last, and its whole story; requests
-- have their own history and would only make this large.
CREATE INDEX audit_object ON audit (object, object_id, seq)
	WHERE object <> 'request';
