import type { Migration } from '../migrate.ts'

/** Jobs that a person took out of the lists. They stay in the table: that can be undone, and their history be read. */
export const forgottenJobs0005: Migration = {
  id: 5,
  name: 'forgotten-jobs',
  up: /* sql */ `
    ALTER TABLE jobs ADD COLUMN forgotten_at INTEGER;
    DROP INDEX jobs_state;
    CREATE INDEX jobs_state ON jobs (state, row) WHERE forgotten_at IS NULL;
  `,
}
