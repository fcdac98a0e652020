import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { DoctorReport } from '../../app/contract/host.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { FAULT_POINTS } from '../../app/platform/fault-points.ts'
import { random as createRandom } from '../../samples/mannequin/math.ts'
import { openTempStudio } from '../temp-studio.ts'

export interface KillReport {
  readonly ok: boolean
  readonly runs: number
  /** Runs in which the process really died by our hand; the others had finished before. */
  readonly kills: number
  readonly lostJobs: number
  readonly lostAssets: number
  readonly dirtyDoctors: number
  readonly failures: readonly string[]
}

const VICTIM = fileURLToPath(new URL('./victim.ts', import.meta.url))
const SAMPLES = fileURLToPath(new URL('../../resources/samples/', import.meta.url))
/** Those that an import or a try-on comes through. */
const POINTS = FAULT_POINTS.filter((point) => point !== 'mid-purge' && point !== 'mid-rebuild')
const RUNS_PER_LIBRARY = 10
const PICTURES = 4
/** A run is a few seconds; anything longer hangs. */
const DEADLINE_MS = 120_000

/**
 * Kills a working studio with SIGKILL, at a named point or at a random moment, lets a new one finish the work, and compares
 * with what the dead one had acknowledged: every job must have come to its end, every picture must be there with its bytes,
 * and the doctor must find nothing.
 */
export async function runKills(options: {
  readonly runs: number
  readonly seed: number
  readonly say: (line: string) => void
}): Promise<KillReport> {
  const random = createRandom(options.seed)
  const folder = await mkdtemp(join(tmpdir(), 'drape-torture-'))
  const totals = { kills: 0, lostJobs: 0, lostAssets: 0, dirtyDoctors: 0 }
  const failures: string[] = []
  let library = ''
  let acknowledged = new Acknowledged()
  for (let run = 0; run < options.runs; run++) {
    if (run % RUNS_PER_LIBRARY === 0) {
      library = join(folder, `library-${run}`)
      acknowledged = new Acknowledged()
    }
    const pictures = await makePictures(join(folder, `pictures-${run}`), run, random)
    const death = chooseDeath(run, random)
    const wasKilled = await killOnce({ run, library, pictures, death, acknowledged })
    const wrong = await recoverAndCheck(library, acknowledged)
    totals.kills += wasKilled ? 1 : 0
    totals.lostJobs += wrong.lostJobs.length
    totals.lostAssets += wrong.lostAssets.length
    totals.dirtyDoctors += wrong.doctor.length > 0 ? 1 : 0
    const problems = [
      ...wrong.lostJobs.map((id) => `lost job ${id}`),
      ...wrong.lostAssets.map((id) => `lost picture ${id}`),
      ...wrong.doctor,
    ]
    for (const problem of problems) failures.push(`seed ${options.seed} run ${run} (${nameOf(death)}): ${problem}`)
    options.say(`run ${run + 1}/${options.runs} ${nameOf(death)}: ${wasKilled ? 'killed' : 'finished before'}, ${problems.length} problems`)
  }
  if (failures.length === 0) await rm(folder, { recursive: true, force: true })
  else options.say(`The libraries are kept in ${folder}`)
  return { ok: failures.length === 0, runs: options.runs, ...totals, failures }
}

type Death = { readonly at: string } | { readonly afterMs: number }

const nameOf = (death: Death): string => ('at' in death ? `at ${death.at}` : `after ${death.afterMs} ms`)

/** Every other run dies at a named point, in turn and at a random hit of it; the rest at a random moment. */
function chooseDeath(run: number, random: () => number): Death {
  const hit = 1 + Math.floor(random() * 6)
  const point = POINTS[Math.floor(run / 2) % POINTS.length]
  if (run % 2 === 0) return { at: `${point}#${hit}` }
  return { afterMs: Math.floor(random() * 5_000) }
}

class Acknowledged {
  readonly jobs = new Set<string>()
  readonly assets = new Set<string>()

  hear(line: string): void {
    const fact = JSON.parse(line) as { job?: string; asset?: string }
    if (fact.job !== undefined) this.jobs.add(fact.job)
    if (fact.asset !== undefined) this.assets.add(fact.asset)
  }
}

async function killOnce(parts: {
  readonly run: number
  readonly library: string
  readonly pictures: string
  readonly death: Death
  readonly acknowledged: Acknowledged
}): Promise<boolean> {
  const { run, library, pictures, death, acknowledged } = parts
  const env = { ...compiledOnce(library), ...('at' in death && { DRAPE_KILL_AT: death.at }) }
  const work = [String(run), join(SAMPLES, 'person-ada.jpg'), join(SAMPLES, 'garment-teePrint.jpg'), pictures]
  const child = spawn(process.execPath, [VICTIM, library, 'work', ...work], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = listen(child, acknowledged)
  const timer = 'afterMs' in death ? setTimeout(() => child.kill('SIGKILL'), death.afterMs) : undefined
  const { signal, code } = await ended
  clearTimeout(timer)
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`The victim ended by itself with ${code ?? signal}`)
  return signal === 'SIGKILL'
}

/** Victims share what the first that ended by itself has compiled, beside their libraries: a run takes 5.5 s instead of 6.7. */
const compiledOnce = (library: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_COMPILE_CACHE: join(dirname(library), 'compile-cache'),
})

/** Hears the lines of a child until it ends. */
function listen(child: ChildProcess, acknowledged: Acknowledged): Promise<{ signal: string | null; code: number | null }> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error('The process hangs'))
    }, DEADLINE_MS)
    let rest = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) acknowledged.hear(line)
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(deadline)
      resolve({ code, signal })
    })
  })
}

async function recoverAndCheck(
  library: string,
  acknowledged: Acknowledged,
): Promise<{ lostJobs: string[]; lostAssets: string[]; doctor: string[] }> {
  const child = spawn(process.execPath, [VICTIM, library, 'drain'], { env: compiledOnce(library), stdio: ['ignore', 'pipe', 'inherit'] })
  const { code } = await listen(child, acknowledged)
  if (code !== 0) throw new Error(`The studio did not start again: exit code ${code}`)
  await using studio = await openTempStudio({ libraryFolder: library })
  const { jobs } = await studio.core.client['jobs.list']({ limit: 500 })
  const succeeded = new Set(jobs.filter((job: JobSummary) => job.state === 'succeeded').map((job) => job.id as string))
  const { assets } = await studio.core.client['library.list']({ limit: 500 })
  const known = new Set(assets.map((asset) => asset.id as string))
  const doctor: DoctorReport = await studio.core.client['host.doctor']({ verify: true })
  return {
    lostJobs: [...acknowledged.jobs].filter((id) => !succeeded.has(id)),
    lostAssets: [...acknowledged.assets].filter((id) => !known.has(id)),
    doctor: doctor.problems.map((problem) => `doctor: ${problem.code} ${problem.path} ${problem.message}`),
  }
}

/** New pictures for each run, so that an import has something to bring in. */
async function makePictures(folder: string, run: number, random: () => number): Promise<string> {
  await mkdir(folder)
  for (let i = 0; i < PICTURES; i++) {
    const background = { r: Math.floor(random() * 256), g: Math.floor(random() * 256), b: (run * 7 + i) % 256 }
    await sharp({ create: { width: 900 + i, height: 700 + (run % 50), channels: 3, background } })
      .jpeg()
      .toFile(join(folder, `picture-${run}-${i}.jpg`))
  }
  return folder
}
