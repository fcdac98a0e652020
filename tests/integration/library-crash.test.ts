import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAssets } from '../../app/library/asset-list.ts'
import { examine } from '../../app/library/doctor.ts'
import type { FaultPoint } from '../../app/platform/fault-points.ts'
import { hashFile } from '../../app/platform/files.ts'
import { writeSmallJpeg } from '../support/generated-images.ts'
import { openTestLibrary, tempFolder } from '../support/temp-library.ts'

const HOST = join(import.meta.dirname, 'children', 'import-host.ts')
const PICTURES = 3

/** Every point that importing three pictures passes, with the hits that matter. */
const KILLS: readonly (`${FaultPoint}#${number}` | FaultPoint)[] = [
  'mid-create',
  'before-rename#1',
  'after-rename#1',
  'before-rename#2',
  'after-rename#2',
  'before-rename#3',
  'after-rename#3',
  'before-rename#4',
  'after-rename#5',
  'mid-import#1',
  'mid-import#2',
  'before-db-commit#1',
  'after-db-commit#1',
  'before-db-commit#2',
  'after-db-commit#3',
]

describe('a host that dies', () => {
  let source: Awaited<ReturnType<typeof tempFolder>>
  beforeAll(async () => {
    source = await tempFolder()
    for (let n = 0; n < PICTURES; n++) await writeSmallJpeg(join(source.path, `${n}.jpg`), 300 + n)
  })
  afterAll(async () => {
    await source[Symbol.asyncDispose]()
  })

  it.each(KILLS)('at %s has lost nothing it acknowledged and left nothing half done', async (point) => {
    await using folder = await tempFolder()
    const killed = await runHost([folder.path, source.path], { DRAPE_KILL_AT: point })
    expect(killed.signal).toBe('SIGKILL')
    const hashes = await settledHashes(folder.path)
    expect(hashes).toEqual(expect.arrayContaining(killed.acknowledged))
    // The same imports once more end with exactly one of each.
    const again = await runHost([folder.path, source.path], {})
    expect(again.code).toBe(0)
    expect((await settledHashes(folder.path)).length).toBe(PICTURES)
  })

  it.each(['mid-purge#1', 'mid-purge#3'] as const)('at %s completes the deletion at the next start', async (point) => {
    await using folder = await tempFolder()
    const killed = await runHost([folder.path, source.path, 'purge'], { DRAPE_KILL_AT: point })
    expect(killed.signal).toBe('SIGKILL')
    const before = point === 'mid-purge#1' ? PICTURES - 1 : 0
    const library = await openTestLibrary(folder.path)
    expect(library.recovery.purged).toBe(1)
    expect(listAssets(library, { trashed: true }).assets).toHaveLength(before)
    library.close()
    expect((await examine(folder.path, { verify: true })).problems).toEqual([])
  })

  it('ten times at random moments still ends with every picture once', async () => {
    await using folder = await tempFolder()
    const acknowledged = new Set<string>()
    for (let round = 0; round < 10; round++) {
      // Spread over start and work of the host, from the first milliseconds to the end.
      const run = await runHost([folder.path, source.path], {}, 120 + round * 45)
      for (const hash of run.acknowledged) acknowledged.add(hash)
      if (round % 3 === 2) await rm(join(folder.path, 'artifacts'), { recursive: true, force: true })
    }
    await mkdir(join(folder.path, 'artifacts'), { recursive: true })
    await runHost([folder.path, source.path], {})
    const library = await openTestLibrary(folder.path)
    const hashes = listAssets(library).assets.map((asset) => asset.hash as string)
    library.close()
    expect(hashes).toHaveLength(PICTURES)
    expect(hashes).toEqual(expect.arrayContaining([...acknowledged]))
  })
})

/** Opens the library after a crash, checks that it is whole, and gives the hashes it holds. */
async function settledHashes(folder: string): Promise<string[]> {
  const library = await openTestLibrary(folder)
  const assets = listAssets(library).assets
  expect(await readdir(join(folder, 'tmp'))).toEqual([])
  expect(library.db.prepare('SELECT count(*) AS n FROM intents').get()).toEqual({ n: 0 })
  library.close()
  const report = await examine(folder, { verify: true })
  expect(report.problems).toEqual([])
  for (const top of ['originals', 'results']) {
    for (const year of await readdir(join(folder, top))) {
      const files = (await readdir(join(folder, top, year))).filter((name) => !name.endsWith('.json'))
      for (const name of files) expect(assets.map((asset) => asset.hash)).toContain((await hashFile(join(folder, top, year, name))).hash)
    }
  }
  return assets.map((asset) => asset.hash)
}

interface HostRun {
  readonly code: number | null
  readonly signal: string | null
  readonly acknowledged: string[]
}

async function runHost(args: readonly string[], env: Record<string, string>, killAfterMs?: number): Promise<HostRun> {
  const child = spawn(process.execPath, [HOST, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  clearTimeout(timer)
  return { code, signal, acknowledged: [...output.matchAll(/acknowledged (\w+)\n/g)].map((match) => match[1] ?? '') }
}
