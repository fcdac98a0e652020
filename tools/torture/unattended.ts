import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeClip } from '../../tests/support/make-clip.ts'
import { testdata } from '../../tests/support/testdata.ts'

const MAIN = join(import.meta.dirname, '../../app/server/main.ts')
const SHAPES = 4
/** Real clips of other sizes, rates and codings, where the folder of real files is there. */
const REAL = [
  'tfjs-pose_1.mp4',
  'mediapipe-gesture_video.mp4',
  'exo-sample.mp4',
  'exo-sample_av1.mp4',
  'mediabunny-cursed-vfr.mp4',
  'mediabunny-sar_2x1.mp4',
]
const SAMPLE_MS = 500

export interface UnattendedReport {
  readonly ok: boolean
  readonly clips: number
  readonly files: number
  /** Whether the process had no network at all, not even its own machine's. */
  readonly hadNoNetwork: boolean
  /** Resident memory of the studio, in MiB: medians over the second and the last quarter of the time. */
  readonly rssEarly: number
  readonly rssLate: number
  readonly failures: readonly string[]
}

/**
 * Exports many clips in four shapes with a mark and a cover, one command, nobody there; in a network namespace of its own where this user may
 * make one. Every file must be there, and memory must not grow by more than 5 %.
 */
export async function runUnattended(options: { readonly runs: number; readonly say: (line: string) => void }): Promise<UnattendedReport> {
  const folder = await mkdtemp(join(tmpdir(), 'drape-unattended-'))
  try {
    const clips = await makeClips(folder, options.runs)
    options.say(`${clips.length} clips are there`)
    const out = join(folder, 'out')
    const shapes = [
      '--ratios',
      '9:16,1:1,4:5,16:9',
      '--mode',
      'blur',
      '--short-side',
      '360',
      '--text',
      'NORD',
      '--cover',
      '--sound',
      'keep',
    ]
    const args = [MAIN, 'export', '--in', ...clips, ...shapes, '--out', out, '--library', join(folder, 'library'), '--json']
    const hadNoNetwork = spawnSync('unshare', ['-n', 'true']).status === 0
    const [program, before] = hadNoNetwork ? ['unshare', ['-n', process.execPath]] : [process.execPath, []]
    const child = spawn(program, [...before, ...args], {
      env: { ...process.env, DRAPE_LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const { samples, text, code } = await watch(child, options.say)
    const failures = code === 0 ? [] : [`The command ended with ${code}: ${text.slice(-500)}`]
    const files = (await readdir(out).catch(() => [])).filter((name) => name.endsWith('.mp4')).length
    if (files !== SHAPES * clips.length) failures.push(`${files} clips instead of ${SHAPES * clips.length}`)
    const [rssEarly, rssLate] = [quarter(samples, 1), quarter(samples, 3)]
    if (rssLate > 1.05 * rssEarly) failures.push(`Memory grew from ${rssEarly} to ${rssLate} MiB`)
    return { ok: failures.length === 0, clips: clips.length, files, hadNoNetwork, rssEarly, rssLate, failures }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Clips of different lengths and names; the real ones first. Each has other bytes, so that none is remembered. */
async function makeClips(folder: string, count: number): Promise<readonly string[]> {
  const there = REAL.map((name) => testdata(`video/${name}`))
  const found = await Promise.all(
    there.map((path) =>
      readFile(path).then(
        () => path,
        () => null,
      ),
    ),
  )
  const clips = found.filter((path) => path !== null).slice(0, count)
  for (let i = clips.length; i < count; i++) {
    const path = join(folder, `clip-${String(i).padStart(3, '0')}.mp4`)
    clips.push(await makeClip(path, { seconds: 1 + (i % 7) * 0.2, width: 320, height: 180 + 2 * (i % 30), sound: () => 0.1 + 0.005 * i }))
  }
  return clips
}

async function watch(
  child: ChildProcess,
  say: (line: string) => void,
): Promise<{ readonly samples: readonly number[]; readonly text: string; readonly code: number | null }> {
  const samples: number[] = []
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  // `unshare` becomes the program that it starts, so the process is the studio.
  const timer = setInterval(() => {
    rssOf(child.pid ?? 0).then(
      (mib) => {
        samples.push(mib)
        if (samples.length % 60 === 0) say(`${Math.round((samples.length * SAMPLE_MS) / 1000)} s: ${mib} MiB`)
      },
      () => undefined,
    )
  }, SAMPLE_MS)
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  clearInterval(timer)
  return { samples, text, code }
}

async function rssOf(pid: number): Promise<number> {
  const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? []
  if (kib === undefined) throw new Error('The process has gone')
  return Math.round(Number(kib) / 1024)
}

/** Median of one of four parts. */
function quarter(samples: readonly number[], part: 1 | 3): number {
  const some = samples
    .slice(Math.floor((samples.length * part) / 4), Math.floor((samples.length * (part + 1)) / 4))
    .toSorted((a, b) => a - b)
  return some[Math.floor(some.length / 2)] ?? Number.NaN
}
