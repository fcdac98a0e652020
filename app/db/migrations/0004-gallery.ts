import type { Migration } from '../migrate.ts'

/**
 * Stars, flags and searchable names, and an index for each order of the gallery. The indexes are partial: what lies in the
 * trash is in none of them but its own.
 */
export const gallery0004: Migration = {
  id: 4,
  name: 'gallery',
  up: /* sql */ `
    ALTER TABLE assets ADD COLUMN rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5);
    ALTER TABLE assets ADD COLUMN flag TEXT CHECK (flag IN ('pick', 'reject'));
    -- The name in lower case and without accents. SQLite folds ASCII only: older names get their accents folded by a rebuild.
    ALTER TABLE assets ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
    UPDATE assets SET search_text = lower(name);

    DROP INDEX assets_listed;
    DROP INDEX assets_trashed;
    CREATE INDEX assets_by_time ON assets (created_at) WHERE trashed_at IS NULL;
    CREATE INDEX assets_by_origin ON assets (origin, created_at) WHERE trashed_at IS NULL;
    CREATE INDEX assets_by_name ON assets (search_text) WHERE trashed_at IS NULL;
    CREATE INDEX assets_by_rating ON assets (rating) WHERE trashed_at IS NULL;
    CREATE INDEX assets_by_flag ON assets (flag, created_at) WHERE trashed_at IS NULL;
    CREATE INDEX assets_thrown ON assets (trashed_at) WHERE trashed_at IS NOT NULL;
  `,
}
