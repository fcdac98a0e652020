import { z } from 'zod'

/**
 * Kinds of files in a library. `originals`, `results` and `records` are precious; `derived`, `index`, `backups` and `log` can
 * be made again or done without; `passing` is what waits to be imported or is being written.
 */
export const storageKind = z.enum(['originals', 'results', 'records', 'derived', 'index', 'backups', 'log', 'passing'])
export type StorageKind = z.output<typeof storageKind>

/** What a clean-up has removed. */
export const cleanUpReport = z.object({ files: z.int(), sizeBytes: z.int() })
export type CleanUpReport = z.output<typeof cleanUpReport>
