import { withoutSync } from '../db/open.ts'
import { type ArtifactId, artifactId } from '../domain/ids.ts'
import type { Library } from './open-library.ts'

/** Remembers the outputs of stages in the library's index. */
export interface StageMemo {
  /** The output stored under `key`, or undefined; also where an artifact it names is gone. */
  read(key: string): Promise<unknown>
  write(key: string, output: unknown): Promise<void>
  /** Forgets everything. */
  clear(): void
}

/** @see StageMemo */
export function openMemo(library: Library): StageMemo {
  const { db, clock, artifacts } = library
  const select = db.prepare<{ key: string }, { output: string }>(/* sql */ 'SELECT output FROM stage_memo WHERE key = :key')
  const insert = db.prepare(/* sql */ `
    INSERT INTO stage_memo (key, stage, output, made_at) VALUES (:key, :stage, :output, :madeAt)
    ON CONFLICT (key) DO UPDATE SET output = excluded.output, made_at = excluded.made_at`)
  return {
    async read(key) {
      const row = select.get({ key })
      if (row === undefined) return undefined
      const output: unknown = JSON.parse(row.output)
      for (const id of artifactsIn(output)) if ((await artifacts.locate(id)) === undefined) return undefined
      return output
    },
    async write(key, output) {
      const row = { key, stage: key.slice(0, key.indexOf(':')), output: JSON.stringify(output), madeAt: clock.now() }
      withoutSync(db, () => insert.run(row))
    },
    clear() {
      db.exec(/* sql */ 'DELETE FROM stage_memo')
    },
  }
}

/**
 * Forgets the stages that finished longer ago than `minAgeMs`; their outputs are named by nothing then, unless a result is.
 *
 * @returns how many were forgotten.
 */
export function forgetStages(library: Library, minAgeMs: number): number {
  const sql = /* sql */ 'DELETE FROM stage_memo WHERE made_at < :before'
  return library.db.prepare(sql).run({ before: library.clock.now() - minAgeMs }).changes
}

/** Every artifact id that stands anywhere in a JSON value. */
function artifactsIn(value: unknown): ArtifactId[] {
  if (typeof value === 'string') {
    const parsed = artifactId.safeParse(value)
    return parsed.success ? [parsed.data] : []
  }
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(artifactsIn)
}
