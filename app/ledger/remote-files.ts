import type { Db } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import type { ProviderId } from '../domain/cloud/tasks.ts'

/** An upload is not used in the last minutes of its life: the service fetches it some time after the request. */
const MARGIN_MS = 15 * 60 * 1000

/** Pictures that services keep for a while, so that a picture is uploaded once however often it is used. */
export interface RemoteFiles {
  /** Where these bytes lie at a provider, while they are still good; else null. */
  find(provider: ProviderId, hash: string): string | null
  remember(provider: ProviderId, hash: string, file: { readonly url: string; readonly expiresAt: number }): void
  /** For a file that the service says it has no more. */
  forget(provider: ProviderId, hash: string): void
}

/** @see RemoteFiles */
export function openRemoteFiles(db: Db, now: () => number): RemoteFiles {
  return {
    find(provider, hash) {
      const sql = /* sql */ 'SELECT url FROM remote_files WHERE provider = :provider AND hash = :hash AND expires_at > :after'
      const after = now() + MARGIN_MS
      return (
        statement<{ provider: string; hash: string; after: number }, { url: string }>(db, sql).get({ provider, hash, after })?.url ?? null
      )
    },
    remember(provider, hash, { url, expiresAt }) {
      statement(
        db,
        /* sql */ `INSERT INTO remote_files (provider, hash, url, expires_at) VALUES (:provider, :hash, :url, :expiresAt)
          ON CONFLICT (provider, hash) DO UPDATE SET url = excluded.url, expires_at = excluded.expires_at`,
      ).run({ provider, hash, url, expiresAt })
    },
    forget(provider, hash) {
      statement(db, /* sql */ 'DELETE FROM remote_files WHERE provider = :provider AND hash = :hash').run({ provider, hash })
    },
  }
}
