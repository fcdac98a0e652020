import type { Migration } from '../migrate.ts'

/** Paid work: what was sent to services, what it may cost, and how much is allowed. Amounts are millionths of a US dollar. */
export const ledger0008: Migration = {
  id: 8,
  name: 'ledger',
  up: /* sql */ `
    -- One row for each time that a service was, or may have been, asked for paid work. No row is ever taken away.
    CREATE TABLE submissions (
      row INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      -- Not a reference: the ledger outlives the table of jobs.
      job_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      task TEXT NOT NULL,
      brand TEXT,
      -- The evening whose budget it counts against, as a day; null outside of a window.
      night TEXT,
      idempotency_key TEXT NOT NULL UNIQUE,
      request_hash TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('intended', 'accepted', 'done', 'failed', 'refused', 'unknown', 'abandoned')),
      reserved INTEGER NOT NULL CHECK (reserved >= 0),
      estimate INTEGER NOT NULL CHECK (estimate >= 0),
      -- What counts against caps now: the reserve while it is open, then what it cost.
      charge INTEGER NOT NULL CHECK (charge >= 0),
      basis TEXT NOT NULL CHECK (basis IN ('reserved', 'told', 'estimated', 'nothing')),
      day TEXT NOT NULL,
      zone TEXT NOT NULL,
      operation TEXT CHECK (operation IS NULL OR json_valid(operation)),
      code TEXT,
      intended_at INTEGER NOT NULL,
      accepted_at INTEGER,
      ended_at INTEGER,
      -- Changes of this row, and how many of them the precious records hold. An intent that is not in the records was never sent.
      revision INTEGER NOT NULL DEFAULT 1,
      recorded INTEGER NOT NULL DEFAULT 0,
      UNIQUE (job_id, number)
    ) STRICT;
    CREATE INDEX submissions_day ON submissions (day, provider, brand, charge);
    CREATE INDEX submissions_night ON submissions (night, charge) WHERE night IS NOT NULL;
    CREATE INDEX submissions_open ON submissions (state, provider) WHERE state IN ('intended', 'accepted', 'unknown');
    CREATE INDEX submissions_unrecorded ON submissions (row) WHERE recorded < revision;

    -- Limits. Subject: the brand or the provider; empty for all of them.
    CREATE TABLE caps (
      scope TEXT NOT NULL CHECK (scope IN ('all', 'brand', 'provider', 'job')),
      subject TEXT NOT NULL,
      period TEXT NOT NULL CHECK (period IN ('day', 'month', 'ever')),
      micros INTEGER NOT NULL CHECK (micros >= 0),
      PRIMARY KEY (scope, subject, period)
    ) STRICT, WITHOUT ROWID;

    -- Where services keep pictures that were sent to them before.
    CREATE TABLE remote_files (
      provider TEXT NOT NULL,
      hash TEXT NOT NULL,
      url TEXT NOT NULL,
      expires_at INTEGER NOT NULL,
      PRIMARY KEY (provider, hash)
    ) STRICT, WITHOUT ROWID;

    -- A service without a row is off. A pause is for a person to end.
    CREATE TABLE provider_states (
      provider TEXT PRIMARY KEY,
      is_on INTEGER NOT NULL DEFAULT 0 CHECK (is_on IN (0, 1)),
      pause_code TEXT,
      pause_message TEXT,
      paused_at INTEGER
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX jobs_polls ON jobs (slot, run_at) WHERE state = 'waiting';
    CREATE INDEX assets_of_job ON assets (lineage ->> '$.jobId') WHERE origin = 'result' AND lineage IS NOT NULL;
  `,
}
