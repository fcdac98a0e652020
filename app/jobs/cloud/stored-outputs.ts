import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { StudioError } from '../../domain/errors.ts'
import { type JsonValue, jsonValue } from '../../domain/json.ts'
import { type MicroUsd, microUsd } from '../../domain/money/money.ts'
import type { Submission } from '../../ledger/submission-rows.ts'
import { hitPoint } from '../../platform/fault-points.ts'
import { writePrecious } from '../../platform/files.ts'
import type { Polled, RemoteOutput } from '../../providers/adapter.ts'
import type { Work } from './work.ts'

/** Results of services that answer at once lie here until they are kept: nobody could give them a second time. */
const FOLDER = 'arrived'

/** Pause before bytes that found no room are written again. */
const ROOM_AGAIN_MS = 2_000

const arrivedOutput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), file: z.string(), mediaType: z.string().nullable() }),
  z.object({ kind: z.literal('url'), url: z.string(), mediaType: z.string().nullable() }),
  z.object({ kind: z.literal('json'), value: jsonValue }),
])
export type ArrivedOutput = z.output<typeof arrivedOutput>

/** What the ledger holds as the operation of accepted work: the service's handle, or what has arrived already. */
const heldOperation = z.union([
  z.object({ handle: jsonValue }),
  z.object({ arrived: z.array(arrivedOutput), costMicros: microUsd.nullable() }),
])

export type HeldOperation =
  | { readonly handle: JsonValue }
  | { readonly arrived: readonly ArrivedOutput[]; readonly costMicros: MicroUsd | null }

/** @throws StudioError `job.payload-outdated` for one that another version of the program wrote */
export function heldOperationOf({ operation, id }: Submission): HeldOperation {
  const parsed = heldOperation.safeParse(operation)
  if (parsed.success) return parsed.data
  throw new StudioError('job.payload-outdated', 'The handle of this work was written by another version of the program', {
    details: { submissionId: id },
    cause: parsed.error,
  })
}

/**
 * Puts an answer that holds its results on the disk, then says in the ledger that the work is accepted. While the disk is full it waits for
 * room, as long as the host runs: it is paid for, and only this process has it.
 */
export async function storeArrived(
  work: Work,
  { id, state }: Submission,
  { outputs, costMicros }: Extract<Polled, { state: 'done' }>,
): Promise<Submission> {
  const arrived: ArrivedOutput[] = []
  for (const [index, output] of outputs.entries()) arrived.push(await store(work, output, `${id}-${index}`))
  const { ledger } = work.cloud
  const held = { arrived, costMicros }
  const accepted = state === 'accepted' ? ledger.keepOperation(id, held) : ledger.accept(id, held)
  hitPoint('after-accept')
  return accepted
}

async function store({ context }: Work, output: RemoteOutput, file: string): Promise<ArrivedOutput> {
  if (output.kind !== 'bytes') return output
  for (;;) {
    try {
      const { folder } = context.services.library
      await writePrecious({ path: join(folder, FOLDER, file), source: output.bytes, tempFolder: join(folder, 'tmp') })
      return { kind: 'file', file, mediaType: output.mediaType }
    } catch (thrown) {
      if (context.signal.aborted) throw thrown
      await new Promise((resolve) => setTimeout(resolve, ROOM_AGAIN_MS))
    }
  }
}

/** Where the bytes of an arrived output lie. */
export function arrivedPath(libraryFolder: string, file: string): string {
  return join(libraryFolder, FOLDER, file)
}

/** Removes what was kept, or belongs to no open submission any more. */
export async function dropArrived(libraryFolder: string, isWanted: (file: string) => boolean): Promise<void> {
  const files = await readdir(join(libraryFolder, FOLDER)).catch((): string[] => [])
  for (const file of files) if (!isWanted(file)) await rm(join(libraryFolder, FOLDER, file), { force: true })
}
