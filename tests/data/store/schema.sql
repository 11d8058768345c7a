CREATE TABLE campaign (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length (id) = 64),
  file BLOB NOT NULL,
  shared INTEGER NOT NULL CHECK (shared IN (0, 1))
) STRICT;
CREATE TABLE draft (
  kind TEXT PRIMARY KEY,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE ledger (
  campaign INTEGER NOT NULL REFERENCES campaign,
  period TEXT NOT NULL,
  digest BLOB NOT NULL CHECK (length (digest) = 32),
  exponent INTEGER NOT NULL CHECK (exponent >= 0),
  scale INTEGER NOT NULL CHECK (scale > 0),
  release BLOB NOT NULL,
  PRIMARY KEY (campaign, period)
) STRICT, WITHOUT ROWID;
CREATE TABLE outcome (
  refusal BLOB NOT NULL REFERENCES refusal ON DELETE CASCADE,
  week INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  campaign INTEGER NOT NULL REFERENCES campaign,
  person INTEGER,
  counts INTEGER NOT NULL,
  counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
  PRIMARY KEY (refusal, week, outcome)
) STRICT, WITHOUT ROWID;
CREATE TABLE preference (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE record (
  signer BLOB NOT NULL REFERENCES signer,
  hash BLOB NOT NULL CHECK (length (hash) = 32),
  campaign INTEGER NOT NULL REFERENCES campaign,
  text BLOB NOT NULL,
  signatures BLOB NOT NULL CHECK (length (signatures) = 192),
  counts INTEGER NOT NULL,
  PRIMARY KEY (signer, hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE refusal (
  id BLOB PRIMARY KEY CHECK (length (id) = 16),
  campaign INTEGER NOT NULL REFERENCES campaign,
  person INTEGER,
  week INTEGER NOT NULL,
  work INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  grounds INTEGER NOT NULL CHECK (grounds > 0),
  code_named INTEGER NOT NULL CHECK (code_named IN (0, 1, 2)),
  counts INTEGER NOT NULL,
  counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
  imported INTEGER NOT NULL CHECK (imported IN (0, 1)),
  trashed INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX refusal_alike
  ON refusal (week, work, customer, grounds, code_named);
CREATE INDEX refusal_trashed
  ON refusal (trashed) WHERE trashed IS NOT NULL;
CREATE TABLE release_key (
  campaign INTEGER PRIMARY KEY REFERENCES campaign,
  seed BLOB NOT NULL CHECK (length (seed) = 32)
) STRICT, WITHOUT ROWID;
CREATE TABLE sheet (
  campaign INTEGER NOT NULL REFERENCES campaign,
  counts INTEGER NOT NULL,
  week INTEGER NOT NULL,
  tier INTEGER NOT NULL,
  role INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  PRIMARY KEY (campaign, counts, week, tier, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE signer (
  id BLOB PRIMARY KEY CHECK (length (id) = 16),
  campaign INTEGER NOT NULL REFERENCES campaign,
  owner INTEGER NOT NULL CHECK (owner IN (0, 1)),
  counts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX signer_owner ON signer (campaign) WHERE owner = 1;
CREATE TABLE signing_key (
  signer BLOB PRIMARY KEY REFERENCES signer,
  seed BLOB NOT NULL CHECK (length (seed) = 32)
) STRICT, WITHOUT ROWID;
CREATE TABLE year (
  campaign INTEGER NOT NULL REFERENCES campaign,
  year INTEGER NOT NULL,
  owner INTEGER,
  PRIMARY KEY (campaign, year)
) STRICT, WITHOUT ROWID;
