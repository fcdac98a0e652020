-- user_version 8

CREATE TABLE assets (
      row INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      origin TEXT NOT NULL CHECK (origin IN ('import', 'sample', 'result')),
      name TEXT NOT NULL,
      path TEXT NOT NULL UNIQUE,
      type TEXT NOT NULL,
      hash TEXT NOT NULL,
      size_bytes INTEGER NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      frames INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      trashed_at INTEGER,
      lineage TEXT CHECK (lineage IS NULL OR json_valid(lineage)),
      thumb_small TEXT NOT NULL,
      thumb_large TEXT NOT NULL
    , rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5), flag TEXT CHECK (flag IN ('pick', 'reject')), search_text TEXT NOT NULL DEFAULT '', clip TEXT CHECK (clip IS NULL OR json_valid(clip))) STRICT;

CREATE TABLE attachments (
      asset_id TEXT NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
      role TEXT NOT NULL,
      hash TEXT NOT NULL,
      path TEXT NOT NULL,
      size_bytes INTEGER NOT NULL,
      PRIMARY KEY (asset_id, role)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE caps (
      scope TEXT NOT NULL CHECK (scope IN ('all', 'brand', 'provider', 'job')),
      subject TEXT NOT NULL,
      period TEXT NOT NULL CHECK (period IN ('day', 'month', 'ever')),
      micros INTEGER NOT NULL CHECK (micros >= 0),
      PRIMARY KEY (scope, subject, period)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE document_hashes (
      document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
      hash TEXT NOT NULL,
      PRIMARY KEY (document_id, hash)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE document_snapshots (
      document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
      step INTEGER NOT NULL,
      -- Counts the snapshots of a document: old ones are thinned by it.
      ordinal INTEGER NOT NULL,
      body TEXT NOT NULL,
      -- Says that the body is what a program with these very schemas wrote.
      seal TEXT NOT NULL,
      PRIMARY KEY (document_id, step)
    ) STRICT;

CREATE TABLE document_steps (
      document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
      step INTEGER NOT NULL,
      parent INTEGER,
      -- 'commands': done to the document of basis_step; 'copy': the document of basis_step as it is. NULL for the first.
      basis TEXT CHECK (basis IN ('commands', 'copy')),
      basis_step INTEGER,
      at INTEGER NOT NULL,
      label TEXT NOT NULL,
      gesture TEXT,
      -- Where its line lies in the file, in bytes, without the line break.
      line_offset INTEGER NOT NULL,
      line_length INTEGER NOT NULL,
      PRIMARY KEY (document_id, step)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE document_versions (
      id TEXT PRIMARY KEY,
      document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      step INTEGER NOT NULL,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      width INTEGER NOT NULL,
      height INTEGER NOT NULL,
      -- Content hash of the picture that stands for it in a list.
      cover TEXT,
      created_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      trashed_at INTEGER,
      -- Counts every change, undo and redo included.
      revision INTEGER NOT NULL,
      -- The step that is shown, and the end of the branch it lies on.
      current INTEGER NOT NULL,
      tip INTEGER NOT NULL,
      -- How much of its file is in the index.
      journal_bytes INTEGER NOT NULL
    ) STRICT;

CREATE TABLE intents (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('keep', 'purge')),
      path TEXT NOT NULL,
      body TEXT NOT NULL CHECK (json_valid(body))
    ) STRICT;

CREATE TABLE job_events (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
      at INTEGER NOT NULL,
      from_state TEXT,
      to_state TEXT NOT NULL,
      code TEXT
    ) STRICT;

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
    , forgotten_at INTEGER) STRICT;

CREATE TABLE library (
      only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
      library_id TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;

CREATE TABLE provider_states (
      provider TEXT PRIMARY KEY,
      is_on INTEGER NOT NULL DEFAULT 0 CHECK (is_on IN (0, 1)),
      pause_code TEXT,
      pause_message TEXT,
      paused_at INTEGER
    ) STRICT, WITHOUT ROWID;

CREATE TABLE queue_state (
      only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
      paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1))
    ) STRICT;

CREATE TABLE remote_files (
      provider TEXT NOT NULL,
      hash TEXT NOT NULL,
      url TEXT NOT NULL,
      expires_at INTEGER NOT NULL,
      PRIMARY KEY (provider, hash)
    ) STRICT, WITHOUT ROWID;

CREATE TABLE stage_memo (
      key TEXT PRIMARY KEY,
      stage TEXT NOT NULL,
      output TEXT NOT NULL CHECK (json_valid(output)),
      made_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

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

CREATE INDEX assets_by_flag ON assets (flag, created_at) WHERE trashed_at IS NULL;

CREATE INDEX assets_by_name ON assets (search_text) WHERE trashed_at IS NULL;

CREATE INDEX assets_by_origin ON assets (origin, created_at) WHERE trashed_at IS NULL;

CREATE INDEX assets_by_rating ON assets (rating) WHERE trashed_at IS NULL;

CREATE INDEX assets_by_time ON assets (created_at) WHERE trashed_at IS NULL;

CREATE INDEX assets_clips ON assets (created_at) WHERE trashed_at IS NULL AND clip IS NOT NULL;

CREATE INDEX assets_hash ON assets (hash);

CREATE INDEX assets_of_job ON assets (lineage ->> '$.jobId') WHERE origin = 'result' AND lineage IS NOT NULL;

CREATE INDEX assets_thrown ON assets (trashed_at) WHERE trashed_at IS NOT NULL;

CREATE INDEX attachments_hash ON attachments (hash);

CREATE INDEX document_hashes_by_hash ON document_hashes (hash);

CREATE INDEX document_versions_of ON document_versions (document_id, at);

CREATE INDEX documents_listed ON documents (changed_at) WHERE trashed_at IS NULL;

CREATE INDEX documents_thrown ON documents (trashed_at) WHERE trashed_at IS NOT NULL;

CREATE INDEX job_events_job ON job_events (job_id, seq);

CREATE INDEX jobs_due ON jobs (run_at) WHERE state IN ('queued', 'waiting');

CREATE INDEX jobs_polls ON jobs (slot, run_at) WHERE state = 'waiting';

CREATE INDEX jobs_ready ON jobs (slot, priority DESC, position, run_at) WHERE state IN ('queued', 'waiting');

CREATE INDEX jobs_running ON jobs (boot_id) WHERE state = 'running';

CREATE INDEX jobs_state ON jobs (state, row) WHERE forgotten_at IS NULL;

CREATE INDEX stage_memo_age ON stage_memo (made_at);

CREATE INDEX submissions_day ON submissions (day, provider, brand, charge);

CREATE INDEX submissions_night ON submissions (night, charge) WHERE night IS NOT NULL;

CREATE INDEX submissions_open ON submissions (state, provider) WHERE state IN ('intended', 'accepted', 'unknown');

CREATE INDEX submissions_unrecorded ON submissions (row) WHERE recorded < revision;
