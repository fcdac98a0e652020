import type { Migration } from '../migrate.ts'

/** Assets may be clips. What is known of one is JSON, as its sidecar has it: nothing but whether there is any is asked of the index. */
export const clips0007: Migration = {
  id: 7,
  name: 'clips',
  up: /* sql */ `
    ALTER TABLE assets ADD COLUMN clip TEXT CHECK (clip IS NULL OR json_valid(clip));
    CREATE INDEX assets_clips ON assets (created_at) WHERE trashed_at IS NULL AND clip IS NOT NULL;
  `,
}
