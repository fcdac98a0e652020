import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLedger } from '../../app/ledger/ledger.ts'
import { commitImport } from '../../app/library/assets.ts'
import { examine } from '../../app/library/doctor.ts'
import { prepareImportFromBytes } from '../../app/library/prepare-import.ts'
import { resultsOf } from '../../app/library/results.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { silentLog } from '../../app/platform/log.ts'
import { type EmulatorChild, startEmulatorChild } from '../emulator/start-child.ts'
import { dieAt, nextHost } from '../support/cloud-hosts.ts'
import { openTestLibrary, tempFolder } from '../support/temp-library.ts'

const SAMPLES = join(import.meta.dirname, '../../resources/samples')

let emulator: EmulatorChild
beforeAll(async () => {
  emulator = await startEmulatorChild()
  await emulator.control.maxSide(640)
})
afterAll(() => emulator.close())

/** A library with a person and a garment; what a final of two tries of them is asked with. */
async function prepare(folder: string) {
  using library = await openTestLibrary(folder)
  const ids = []
  for (const name of ['person-ada.jpg', 'garment-teePrint.jpg']) {
    const source = await readFile(join(SAMPLES, name))
    const prepared = await prepareImportFromBytes({ source, libraryFolder: library.folder, limits, name })
    ids.push((await commitImport(library, prepared)).asset.id)
  }
  const [personId, garmentId] = ids
  const from = { kind: 'pictures', personId, garments: [{ garmentId }], options: { workingLongSide: 512 } }
  // No emulated picture reaches 1, so both tries are paid for.
  return { choice: { model: 'fal:nano-banana-2-edit' }, from, maxRetries: 1, qualityThreshold: 1 }
}

/** Each is three starts of a studio and two finals; CI tries the last two. */
const POINTS = [
  ['after-intent', ['refused', 'done', 'done']],
  ['after-keep', ['done', 'done']],
  ['after-accept#2', ['done', 'done']],
  ['before-finish', ['done', 'done']],
] as const

describe('a studio that is killed while it makes a final', () => {
  it.each(process.env['CI'] === 'true' ? POINTS.slice(-2) : POINTS)(
    'at %s: the next one goes on, and each try was taken once',
    async (point, states) => {
      await using folder = await tempFolder()
      const path = join(folder.path, 'library')
      const request = await prepare(path)
      const before = (await emulator.control.ledger()).length
      const job = await dieAt(path, emulator, { point, request })
      expect(await nextHost(path, emulator, job)).toBe('succeeded')
      const taken = (await emulator.control.ledger()).slice(before)
      using library = await openTestLibrary(path)
      const ledger = await openLedger({ ...library, libraryFolder: path, zone: () => 'UTC', log: silentLog })
      const submissions = ledger.ofJob(job)
      await ledger.flush()
      expect([taken.length, submissions.map(({ state }) => state)]).toEqual([2, states])
      // The draft, both pictures that were paid for, and the final; nothing twice.
      const kinds = resultsOf(library, job).map(({ lineage }) => lineage?.kind)
      expect(kinds).toEqual(['try-on', 'generate', 'generate', 'final-try-on'])
      expect((await examine(path, { verify: true })).problems).toEqual([])
    },
    180_000,
  )
})
