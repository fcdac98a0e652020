import type { Migration } from '../migrate.ts'

/**
 * Documents of the canvas. All of it is an index over `records/documents/`, whose files hold every command: a step is found in its
 * file by place and length, and a snapshot saves replaying from the beginning.
 */
export const documents0006: Migration = {
  id: 6,
  name: 'documents',
  up: /* sql */ `
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
    CREATE INDEX documents_listed ON documents (changed_at) WHERE trashed_at IS NULL;
    CREATE INDEX documents_thrown ON documents (trashed_at) WHERE trashed_at IS NOT NULL;

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

    CREATE TABLE document_versions (
      id TEXT PRIMARY KEY,
      document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      step INTEGER NOT NULL,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX document_versions_of ON document_versions (document_id, at);

    -- Hash of every picture and derived file that a document names or ever named: none of them is cleaned away.
    CREATE TABLE document_hashes (
      document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
      hash TEXT NOT NULL,
      PRIMARY KEY (document_id, hash)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX document_hashes_by_hash ON document_hashes (hash);
  `,
}
