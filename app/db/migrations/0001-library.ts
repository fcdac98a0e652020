import type { Migration } from '../migrate.ts'

/** The index of a library folder. All of it can be made again from originals, results, sidecars and records. */
export const library0001: Migration = {
  id: 1,
  name: 'library',
  up: /* sql */ `
    CREATE TABLE library (
      only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
      library_id TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;

    -- rowid grows with the gallery's order (newest last), so pages and searches walk it without sorting.
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
    ) STRICT;
    CREATE INDEX assets_hash ON assets (hash);
    CREATE INDEX assets_listed ON assets (row) WHERE trashed_at IS NULL;
    CREATE INDEX assets_trashed ON assets (row) WHERE trashed_at IS NOT NULL;

    -- Precious companions of a result, such as the edit mask: addressed by content, kept as long as the result.
    CREATE TABLE attachments (
      asset_id TEXT NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
      role TEXT NOT NULL,
      hash TEXT NOT NULL,
      path TEXT NOT NULL,
      size_bytes INTEGER NOT NULL,
      PRIMARY KEY (asset_id, role)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attachments_hash ON attachments (hash);

    -- File moves under way. A row is written before the first rename and goes with the change it announces, so after a
    -- crash each one is finished or undone.
    CREATE TABLE intents (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('keep', 'purge')),
      path TEXT NOT NULL,
      body TEXT NOT NULL CHECK (json_valid(body))
    ) STRICT;
  `,
}
