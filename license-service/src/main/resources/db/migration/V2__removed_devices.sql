-- A device that its account removed stays on record, as its licenses do, but takes no slot. It can come back only to
-- another account.
ALTER TABLE device ADD COLUMN removed_at timestamptz;
ALTER TABLE device ALTER COLUMN slot DROP NOT NULL;
ALTER TABLE device ADD CONSTRAINT device_has_a_slot_unless_removed
  CHECK ((slot IS NULL) = (removed_at IS NOT NULL));
