import { randomInt } from 'node:crypto'
import type { Db } from '../db/open.ts'
import { restoreLedger } from '../ledger/restore-ledger.ts'
import { examine } from '../library/doctor.ts'
import type { DoctorReport, Problem } from '../library/doctor-report.ts'
import { type RebuildReport, rebuildIndex } from '../library/rebuild.ts'
import { createClipReader } from '../pipeline/clip-reader.ts'
import { openVideoTools } from '../pipeline/open-video-tools.ts'
import type { Config } from '../platform/config.ts'

/** Looks at a library without opening it for work; a host may have it open. */
export function examineLibrary(config: Config, options: { readonly verify: boolean; readonly signal: AbortSignal }): Promise<DoctorReport> {
  return examine(config.libraryFolder, options)
}

/**
 * Makes the index again from what is on disk. No host may have the library open.
 *
 * @throws StudioError `library.in-use`, `library.foreign`, `storage.full`, `storage.failed`
 */
export function rebuildLibrary(config: Config, signal: AbortSignal): Promise<RebuildReport> {
  const clips = createClipReader(openVideoTools(process.env), config.videoLimits)
  const clock = { now: () => Date.now() }
  const random = (): number => randomInt(0, 2 ** 48 - 1) / 2 ** 48
  return rebuildIndex({ folder: config.libraryFolder, limits: config.imageLimits, clips, clock, random, signal, restore: restoreRecords })
}

async function restoreRecords(db: Db, folder: string): Promise<readonly Problem[]> {
  const { unreadable } = await restoreLedger(db, folder)
  if (unreadable === 0) return []
  const message = `${unreadable} lines of the ledger cannot be read`
  return [
    {
      code: 'storage.failed',
      path: 'records/ledger.jsonl',
      message,
      action: 'The others are in the index; restore the file from a backup',
    },
  ]
}
