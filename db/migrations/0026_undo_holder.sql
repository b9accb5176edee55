-- Who held the claim that an end took: an emergency may end a colleague's, and
-- undone it is theirs again.

ALTER TABLE request ADD COLUMN undo_claim_by TEXT; -- NULL: nobody held it
