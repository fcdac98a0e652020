import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { documentFromPictures } from '../../app/domain/document/from-pictures.ts'
import type { DocumentId } from '../../app/domain/ids.ts'
import { canonicalJson } from '../../app/domain/json.ts'
import { commitImport } from '../../app/library/assets.ts'
import { examine } from '../../app/library/doctor.ts'
import { createDocument, type Opened, openDocument } from '../../app/library/documents/edit-document.ts'
import { openDocumentStore } from '../../app/library/documents/store.ts'
import { openLibrary } from '../../app/library/open-library.ts'
import { prepareImportFromBytes } from '../../app/library/prepare-import.ts'
import { rebuildIndex } from '../../app/library/rebuild.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { random as createRandom } from '../../samples/mannequin/math.ts'
import { DocumentScript, type ScriptStart } from './document-script.ts'
import { PLACEHOLDER } from './random-commands.ts'

export interface DocumentReport {
  readonly ok: boolean
  readonly runs: number
  /** Runs in which the process really died by our hand; the others had finished before. */
  readonly kills: number
  /** Changes that were acknowledged before the process died, all runs together. */
  readonly acknowledged: number
  /** Of those, how many were gone afterwards. */
  readonly lost: number
  /** Changes that were under way and had happened all the same. */
  readonly inFlight: number
  readonly dirtyDoctors: number
  readonly failures: readonly string[]
}

const VICTIM = fileURLToPath(new URL('./document-victim.ts', import.meta.url))
const RUNS_PER_LIBRARY = 10
const CHANGES = 600
/** A run is a few seconds; anything longer hangs. */
const DEADLINE_MS = 60_000
const clock = { now: () => Date.now() }

type Death = { readonly at: string } | { readonly afterMs: number }
const nameOf = (death: Death): string => ('at' in death ? `at ${death.at}` : `after ${death.afterMs} ms`)
/** A compile cache is written when a process ends by itself, which victims do not. */
const NO_DEATH: Death = { at: 'nowhere#1' }

/** What the runs over one library share. */
interface Bench {
  readonly folder: string
  /** Shared by all victims: compiling took four of the six seconds of a run. */
  readonly compileCache: string
  readonly id: DocumentId
  readonly names: Pick<ScriptStart, 'assetId' | 'hash' | 'artifact'>
}

/**
 * Kills a studio with SIGKILL while it edits a document, between the file and the index or at a random moment, and looks what is
 * there afterwards: every change that was acknowledged, or one more; the very document that the changes make; a doctor that finds
 * nothing. Every tenth time the index is made again from the file alone.
 */
export async function runDocuments(options: {
  readonly runs: number
  readonly seed: number
  readonly say: (line: string) => void
}): Promise<DocumentReport> {
  const random = createRandom(options.seed)
  const parent = await mkdtemp(join(tmpdir(), 'drape-torture-'))
  const totals = { kills: 0, acknowledged: 0, lost: 0, inFlight: 0, dirtyDoctors: 0 }
  const failures: string[] = []
  let bench: Bench | undefined
  for (let run = 0; run < options.runs; run++) {
    if (bench === undefined || run % RUNS_PER_LIBRARY === 0)
      bench = await setUp(join(parent, `library-${run}`), join(parent, 'compile-cache'))
    const death = chooseDeath(run, random)
    const start: ScriptStart = { seed: options.seed + run, ...(await look(bench)), ...bench.names }
    if (run === 0) await runVictim(bench, start, { death: NO_DEATH, changes: 0 })
    const { wasKilled, done } = await runVictim(bench, start, { death, changes: CHANGES })
    if (run % RUNS_PER_LIBRARY === RUNS_PER_LIBRARY - 1) await makeIndexAgain(bench.folder)
    const { lost, inFlight, problems } = compare(start, done, await look(bench))
    const { problems: found } = await examine(bench.folder, { verify: true })
    totals.kills += wasKilled ? 1 : 0
    totals.acknowledged += done
    totals.lost += lost
    totals.inFlight += inFlight
    totals.dirtyDoctors += found.length > 0 ? 1 : 0
    const all = [...problems, ...found.map((problem) => `doctor: ${problem.code} ${problem.path} ${problem.message}`)]
    for (const problem of all) failures.push(`seed ${options.seed} run ${run} (${nameOf(death)}): ${problem}`)
    options.say(
      `run ${run + 1}/${options.runs} ${nameOf(death)}: ${wasKilled ? 'killed' : 'finished'} after ${done}, ${all.length} problems`,
    )
  }
  if (failures.length === 0) await rm(parent, { recursive: true, force: true })
  else options.say(`The libraries are kept in ${parent}`)
  return { ok: failures.length === 0, runs: options.runs, ...totals, failures }
}

/** Two of three runs die on either side of the index's commit, at a random change; the rest at a random moment. */
function chooseDeath(run: number, random: () => number): Death {
  const change = 1 + Math.floor(random() * 150)
  if (run % 3 === 2) return { afterMs: Math.floor(random() * 1_500) }
  return { at: `${run % 3 === 0 ? 'before' : 'after'}-db-commit#${change}` }
}

async function setUp(folder: string, compileCache: string): Promise<Bench> {
  const library = await openLibrary({ folder, clock, random: Math.random })
  const { width, height } = PLACEHOLDER.picture
  const source = await sharp({ create: { width, height, channels: 3, background: '#806040' } })
    .jpeg()
    .toBuffer()
  const prepared = await prepareImportFromBytes({ source, libraryFolder: library.folder, limits, name: 'picture.jpg' })
  const { asset } = await commitImport(library, prepared)
  const artifact = await library.artifacts.writeBytes(Uint8Array.of(1, 2, 3))
  const picture = { assetId: asset.id, hash: asset.hash, width, height }
  const { id } = await createDocument(await openDocumentStore(library), documentFromPictures('Tortured', [{ name: 'Picture', picture }]))
  library.close()
  return { folder: library.folder, compileCache, id, names: { assetId: asset.id, hash: asset.hash, artifact } }
}

async function look({ folder, id }: Bench): Promise<Opened> {
  using library = await openLibrary({ folder, clock, random: Math.random })
  return await openDocument(await openDocumentStore(library), id)
}

async function makeIndexAgain(folder: string): Promise<void> {
  await rm(join(folder, 'library.db'))
  for (const suffix of ['-wal', '-shm']) await rm(join(folder, `library.db${suffix}`), { force: true })
  await rebuildIndex({ folder, limits, clock, random: Math.random })
}

async function runVictim(
  bench: Bench,
  start: ScriptStart,
  { death, changes }: { readonly death: Death; readonly changes: number },
): Promise<{ readonly wasKilled: boolean; readonly done: number }> {
  const { folder, id, compileCache } = bench
  const { assetId, hash, artifact } = bench.names
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache, ...('at' in death && { DRAPE_KILL_AT: death.at }) }
  const work = [folder, id, String(start.seed), assetId, hash, artifact, String(changes)]
  const child = spawn(process.execPath, [VICTIM, ...work], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  return await new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error('The process hangs'))
    }, DEADLINE_MS)
    let rest = ''
    let done = 0
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const fact = JSON.parse(line) as { ready?: boolean; done?: number }
        // Before it is ready there is nothing to lose.
        if (fact.ready === true && 'afterMs' in death) setTimeout(() => child.kill('SIGKILL'), death.afterMs)
        done = fact.done ?? done
      }
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(deadline)
      if (signal !== 'SIGKILL' && code !== 0) reject(new Error(`The victim ended by itself with ${code ?? signal}`))
      else resolve({ wasKilled: signal === 'SIGKILL', done })
    })
  })
}

/** Does the changes again that were acknowledged, and holds what was found against them. */
function compare(start: ScriptStart, done: number, found: Opened): { lost: number; inFlight: number; problems: string[] } {
  const script = new DocumentScript(start)
  for (let i = 0; i < done; i++) script.next()
  const acknowledged = script.revision
  if (found.revision < acknowledged) {
    const lost = acknowledged - found.revision
    return { lost, inFlight: 0, problems: [`${lost} acknowledged changes are lost`] }
  }
  const inFlight = found.revision - acknowledged
  if (inFlight > 1) return { lost: 0, inFlight, problems: [`revision ${found.revision} where at most ${acknowledged + 1} was begun`] }
  if (inFlight === 1) script.next()
  const isSame = canonicalJson(found.document) === canonicalJson(script.document)
  return { lost: 0, inFlight, problems: isSame ? [] : ['the document is not what the changes make'] }
}
