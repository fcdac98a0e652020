import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { probeClip } from '../../app/media/video/probe.ts'
import { makeClip } from '../../tests/support/make-clip.ts'
import { videoTools } from '../../tests/support/video-tools.ts'

const MAIN = join(import.meta.dirname, '../../app/server/main.ts')
const SECONDS = 4
const RATIOS = ['9:16', '1:1', '4:5', '16:9']

export interface ExportKills {
  readonly ok: boolean
  readonly runs: number
  /** Processes that died while they worked. */
  readonly kills: number
  /** Exports that ended well although their ffmpeg was killed, and unfinished ones that a later host ended. */
  readonly recovered: number
  readonly failures: readonly string[]
}

/**
 * Exports clips from the command line and kills ffmpeg or the host at random moments. After each death every file under a finished name
 * must be whole; the next call must find the library in order, finish what was left and export as if nothing had been.
 */
export async function runExportKills(options: {
  readonly runs: number
  readonly seed: number
  readonly say: (line: string) => void
}): Promise<ExportKills> {
  const folder = await mkdtemp(join(tmpdir(), 'drape-export-kills-'))
  const random = mulberry(options.seed)
  const failures: string[] = []
  let [kills, recovered] = [0, 0]
  try {
    const clip = await makeClip(join(folder, 'walk.mp4'), { seconds: SECONDS, width: 320, height: 180, sound: () => 0.3 })
    const library = join(folder, 'library')
    await finished(startExport({ clip, library, out: join(folder, 'warm'), args: ['--from', '0', '--to', '1'] }))
    for (let run = 0; run < options.runs; run++) {
      const victim = run % 2 === 0 ? 'ffmpeg' : 'host'
      const out = join(folder, `out-${run}`)
      // Another length each time: what is remembered would leave nothing to kill.
      const args = ['--from', String(run * 0.01)]
      const child = startExport({ clip, library, out, args })
      const ended = finished(child)
      const hasDied = await killDuring(child, { victim, library, waitMs: random() * 1500 })
      const { code, text } = await ended
      if (hasDied) kills += 1
      if (victim === 'ffmpeg' && code !== 0)
        failures.push(`run ${run}: ended with ${code} after its ffmpeg was killed: ${text.slice(-300)}`)
      if (victim === 'ffmpeg' && code === 0 && hasDied) recovered += 1
      failures.push(...(await brokenFiles(out)).map((problem) => `run ${run}: ${problem}`))
      failures.push(...(await brokenFiles(join(library, 'results'))).map((problem) => `run ${run}, library: ${problem}`))
      if (victim === 'host') {
        const again = await finished(startExport({ clip, library, out, args }))
        if (again.code === 0) recovered += hasDied ? 1 : 0
        else failures.push(`run ${run}: the next host ended with ${again.code}: ${again.text.slice(-300)}`)
        failures.push(...(await brokenFiles(out)).map((problem) => `run ${run}, again: ${problem}`))
      }
      const left = (await readdir(join(library, 'tmp'))).filter((name) => name.startsWith('export-'))
      if (left.length > 0 && victim === 'ffmpeg') failures.push(`run ${run}: left ${left.join()} in tmp`)
      await rm(out, { recursive: true, force: true })
      options.say(`run ${run}: ${victim} ${hasDied ? 'killed' : 'was through'}, exit ${code}`)
    }
    return { ok: failures.length === 0, runs: options.runs, kills, recovered, failures }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function startExport(call: {
  readonly clip: string
  readonly library: string
  readonly out: string
  readonly args: readonly string[]
}): ChildProcess {
  const shape = ['--ratios', RATIOS.join(','), '--mode', 'blur', '--short-side', '480', '--cover']
  const args = [MAIN, 'export', '--in', call.clip, ...shape, ...call.args, '--out', call.out, '--library', call.library, '--json']
  return spawn(process.execPath, args, { env: { ...process.env, DRAPE_LOG_LEVEL: 'warn' }, stdio: ['ignore', 'pipe', 'ignore'] })
}

function finished(child: ChildProcess): Promise<{ readonly code: number | null; readonly text: string }> {
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, text })))
}

/** Kills the victim some time after the encoders have begun; false where it was through before. */
async function killDuring(
  child: ChildProcess,
  plan: { readonly victim: 'ffmpeg' | 'host'; readonly library: string; readonly waitMs: number },
): Promise<boolean> {
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null
  while (!isOver() && (await encoderOf(plan.library)) === undefined) await pause(15)
  await pause(plan.waitMs)
  if (isOver()) return false
  if (plan.victim === 'host') return child.kill('SIGKILL')
  const encoder = await encoderOf(plan.library)
  if (encoder === undefined) return false
  try {
    return process.kill(encoder, 'SIGKILL')
  } catch {
    return false
  }
}

/** The process that encodes for this library, by what stands on its command line. */
async function encoderOf(library: string): Promise<number | undefined> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const line = await readFile(join('/proc', name, 'cmdline'), 'latin1').catch(() => '')
    if (line.includes(library) && line.includes('-filter_complex')) return Number(name)
  }
  return undefined
}

/** Files under finished names that are not whole. */
async function brokenFiles(folder: string): Promise<readonly string[]> {
  const problems: string[] = []
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const { ffprobe } = await videoTools.programs()
  for (const name of names) {
    if (!name.endsWith('.mp4')) continue
    const path = join(folder, name)
    const problem = await probeClip({ ffprobe, path, signal: AbortSignal.timeout(60_000) }).then(
      ({ durationMs, sound }) => (durationMs < 900 || sound.length === 0 ? `${durationMs} ms` : null),
      (thrown: unknown) => String(thrown),
    )
    if (problem !== null) problems.push(`${basename(name)}: ${problem}`)
  }
  return problems
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A generator of numbers 0..1 by a seed (mulberry32). */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
