-- What must hold whatever the code does stands here as constraints and triggers.

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;

-- One content key for each asset version, made once. The key itself is wrapped by a key-encryption key that is
-- not in this database (AES-256-GCM: 12 bytes nonce, 32 bytes key and 16 bytes tag).
CREATE TABLE content_key (
  key_id        text PRIMARY KEY CHECK (key_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$'),
  title_id      text NOT NULL CHECK (title_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$'),
  asset_version integer NOT NULL CHECK (asset_version > 0),
  kek_id        text NOT NULL,
  nonce         bytea NOT NULL CHECK (octet_length(nonce) = 12),
  wrapped_key   bytea NOT NULL CHECK (octet_length(wrapped_key) = 48),
  created_at    timestamptz NOT NULL,
  CONSTRAINT content_key_once UNIQUE (title_id, asset_version)
);
CREATE INDEX content_key_kek ON content_key (kek_id);

CREATE TRIGGER content_key_stays BEFORE DELETE ON content_key
  FOR EACH ROW EXECUTE FUNCTION refuse('A content key is never deleted: its film would be lost.');
CREATE TRIGGER content_key_keeps_its_asset
  BEFORE UPDATE OF key_id, title_id, asset_version, created_at ON content_key
  FOR EACH ROW EXECUTE FUNCTION refuse('A content key belongs to its asset version for good.');

-- A device is its key, and belongs to one account. The slots hold the limit per account even when many
-- registrations run at once.
CREATE TABLE device (
  thumbprint    text PRIMARY KEY CHECK (thumbprint ~ '^[A-Za-z0-9_-]{43}$'),
  account_id    text NOT NULL CHECK (length(account_id) BETWEEN 1 AND 128),
  slot          integer NOT NULL CHECK (slot > 0),
  name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  public_key    text NOT NULL,
  registered_at timestamptz NOT NULL,
  CONSTRAINT device_slot_once UNIQUE (account_id, slot)
);

-- A proof of possession is accepted once (RFC 9449, section 11.1); rows go when the proof has expired.
CREATE TABLE used_proof (
  thumbprint text NOT NULL,
  jti        text NOT NULL CHECK (length(jti) BETWEEN 1 AND 128),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (thumbprint, jti)
);
CREATE INDEX used_proof_expiry ON used_proof (expires_at);

-- An entitlement made usable on one device. The id stays through all renewals, the number grows with every change.
CREATE TABLE license (
  id                uuid PRIMARY KEY,
  entitlement_id    text NOT NULL CHECK (length(entitlement_id) BETWEEN 1 AND 200),
  device_thumbprint text NOT NULL REFERENCES device,
  seq               bigint NOT NULL CHECK (seq > 0),
  status            text NOT NULL
                    CHECK (status IN ('ready', 'active', 'revoked', 'returned', 'cancelled', 'expired')),
  account_id        text NOT NULL,
  key_id            text NOT NULL REFERENCES content_key,
  granted_right     text NOT NULL CHECK (granted_right IN ('purchase', 'rental', 'subscription', 'free')),
  not_after         timestamptz,
  renew_after       timestamptz NOT NULL,
  offline_until     timestamptz NOT NULL,
  issued_at         timestamptz NOT NULL,
  updated_at        timestamptz NOT NULL,
  CONSTRAINT license_once UNIQUE (entitlement_id, device_thumbprint),
  CONSTRAINT purchase_is_for_good CHECK (granted_right <> 'purchase' OR not_after IS NULL)
);

CREATE FUNCTION license_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq <= OLD.seq THEN
    RAISE EXCEPTION 'The number of a license grows with every change.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER license_grows BEFORE UPDATE ON license
  FOR EACH ROW EXECUTE FUNCTION license_grows();
CREATE TRIGGER license_stays BEFORE DELETE ON license
  FOR EACH ROW EXECUTE FUNCTION refuse('A license that was issued stays on record.');

-- One row for each time a license was given out. An entitlement token is good for one, for ever.
CREATE TABLE issuance (
  token_id       text NOT NULL CHECK (length(token_id) BETWEEN 1 AND 200),
  license_id     uuid NOT NULL REFERENCES license,
  seq            bigint NOT NULL,
  issued_at      timestamptz NOT NULL,
  correlation_id text NOT NULL,
  CONSTRAINT issuance_token_once PRIMARY KEY (token_id),
  CONSTRAINT issuance_seq_once UNIQUE (license_id, seq)
);
CREATE TRIGGER issuance_stays BEFORE UPDATE OR DELETE ON issuance
  FOR EACH ROW EXECUTE FUNCTION refuse('What was issued stays on record as it was.');
