import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { StudioError } from '../../domain/errors.ts'

const COMPLAINTS = 40

export interface FfprobeEnd {
  readonly exitCode: number | null
  /** The last things it complained of, one a line; empty for a file it found no fault with. */
  readonly complaints: string
}

/**
 * Runs ffprobe with `-v error` and hands over what it prints, a line at a time, as fast as it is read. A run that takes longer than
 * `timeoutMs` is killed.
 *
 * @throws StudioError `video.no-ffmpeg`, `job.timeout`; what `onLine` throws and the abort pass through.
 */
export async function runFfprobe(
  run: {
    readonly program: string
    readonly args: readonly string[]
    readonly signal: AbortSignal
    readonly timeoutMs: number
  },
  onLine: (line: string) => void,
): Promise<FfprobeEnd> {
  run.signal.throwIfAborted()
  // fluent-ffmpeg's own ffprobe can be neither stopped nor limited, and drops the side data that tells of rotation and HDR.
  const child = spawn(run.program, ['-v', 'error', ...run.args], { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
  const timeout = AbortSignal.timeout(run.timeoutMs)
  const stop = AbortSignal.any([run.signal, timeout])
  const kill = (): void => void child.kill('SIGKILL')
  stop.addEventListener('abort', kill)
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) => reject(new StudioError('video.no-ffmpeg', 'ffprobe could not be started', { cause })))
    child.once('close', (code) => resolve(code))
  })
  ended.catch(() => undefined)
  const complaints: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    complaints.push(line)
    if (complaints.length > COMPLAINTS) complaints.shift()
  })
  try {
    for await (const line of createInterface({ input: child.stdout })) onLine(line)
    const exitCode = await ended
    run.signal.throwIfAborted()
    if (timeout.aborted) throw new StudioError('job.timeout', 'ffprobe took too long', { details: { timeoutMs: run.timeoutMs } })
    return { exitCode, complaints: complaints.join('\n') }
  } finally {
    stop.removeEventListener('abort', kill)
    kill()
  }
}
