import type { Migration } from '../migrate.ts'

/** Long work as rows: it survives the process that does it. */
export const jobs0002: Migration = {
  id: 2,
  name: 'jobs',
  up: /* sql */ `
    CREATE TABLE jobs (
      row INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      slot TEXT NOT NULL,
      state TEXT NOT NULL
        CHECK (state IN ('queued', 'running', 'waiting', 'succeeded', 'failed', 'canceled', 'needs-attention')),
      title TEXT NOT NULL,
      priority INTEGER NOT NULL,
      -- Order among equals; jobs are reordered by exchanging (priority, position).
      position INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      max_attempts INTEGER NOT NULL,
      polls INTEGER NOT NULL DEFAULT 0,
      -- Deaths of the process in a row while this job ran.
      crashes INTEGER NOT NULL DEFAULT 0,
      run_at INTEGER NOT NULL,
      boot_id TEXT,
      cancel_requested INTEGER NOT NULL DEFAULT 0 CHECK (cancel_requested IN (0, 1)),
      remote_may_continue INTEGER NOT NULL DEFAULT 0 CHECK (remote_may_continue IN (0, 1)),
      payload_version INTEGER NOT NULL,
      payload TEXT NOT NULL CHECK (json_valid(payload)),
      result TEXT CHECK (result IS NULL OR json_valid(result)),
      error TEXT CHECK (error IS NULL OR json_valid(error)),
      operation TEXT CHECK (operation IS NULL OR json_valid(operation)),
      created_at INTEGER NOT NULL,
      finished_at INTEGER
    ) STRICT;
    CREATE INDEX jobs_ready ON jobs (slot, priority DESC, position, run_at) WHERE state IN ('queued', 'waiting');
    CREATE INDEX jobs_due ON jobs (run_at) WHERE state IN ('queued', 'waiting');
    CREATE INDEX jobs_running ON jobs (boot_id) WHERE state = 'running';
    CREATE INDEX jobs_state ON jobs (state, row);

    -- What happened to a job, in order. Only ever appended to.
    CREATE TABLE job_events (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
      at INTEGER NOT NULL,
      from_state TEXT,
      to_state TEXT NOT NULL,
      code TEXT
    ) STRICT;
    CREATE INDEX job_events_job ON job_events (job_id, seq);

    CREATE TABLE queue_state (
      only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
      paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1))
    ) STRICT;
    INSERT INTO queue_state (only_row, paused) VALUES (1, 0);
  `,
}
