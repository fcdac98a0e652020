import type { Migration } from '../migrate.ts'

/** Outputs of finished stages by key, so that a pipeline that was cut short repeats one stage. Can be lost without harm. */
export const memo0003: Migration = {
  id: 3,
  name: 'memo',
  up: /* sql */ `
    CREATE TABLE stage_memo (
      key TEXT PRIMARY KEY,
      stage TEXT NOT NULL,
      output TEXT NOT NULL CHECK (json_valid(output)),
      made_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX stage_memo_age ON stage_memo (made_at);
  `,
}
