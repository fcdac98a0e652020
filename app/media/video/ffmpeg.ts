import { PassThrough } from 'node:stream'
import createCommand, { type FfmpegCommand } from 'fluent-ffmpeg'
import { StudioError } from '../../domain/errors.ts'
import { createProgressReader, type FfmpegProgress } from './progress.ts'

/** One run of ffmpeg: a planned list of arguments, and what flows in and out. */
export interface FfmpegRun {
  /** Absolute path of the program. */
  readonly program: string
  /**
   * Everything after the program: inputs, filters, outputs. `-y`, `-nostdin`, banner, statistics and progress are added here.
   * With `readStdout` the last argument must be `pipe:1`.
   */
  readonly args: readonly string[]
  /** Bytes for `-i pipe:0`, for example raw frames; asked for only as fast as ffmpeg takes them. */
  readonly stdin?: Iterable<Uint8Array> | AsyncIterable<Uint8Array>
  /** Reads what the plan writes to `pipe:1`, to the end; ffmpeg waits while it does not read. What it throws ends the run. */
  readonly readStdout?: (bytes: AsyncIterable<Uint8Array>) => Promise<void>
  /** Four times a second, and once at the end. */
  readonly onProgress?: (progress: FfmpegProgress) => void
  readonly signal: AbortSignal
  /** The run ends with `job.timeout` after this long. */
  readonly timeoutMs?: number
  /** How long an aborted run may take to end its files; default three seconds. */
  readonly killAfterMs?: number
  /** `info` where the plan prints what it measures. Default `warning`. */
  readonly logLevel?: 'warning' | 'info'
}

export interface FfmpegReport {
  /** The last report, which says how much was made; null where ffmpeg gave none. */
  readonly progress: FfmpegProgress | null
  /** The last 200 lines of its log, each with its level (`[warning] ...`). */
  readonly log: string
}

const LOG_LINES = 200
const KILL_AFTER_MS = 3_000
/** No single allocation above this, whatever a file asks for. A frame of 8K with 16 bits and alpha takes 265 MB. */
const MAX_ALLOC_BYTES = 1_073_741_824

/**
 * Runs ffmpeg to its end. An abort sends SIGTERM, and SIGKILL some time later; the promise rejects when the process is gone, so
 * files it wrote can be removed then.
 *
 * @throws StudioError `video.ffmpeg-failed` (details `exitCode`, `cause` holds its log), `video.ffmpeg-killed` (a signal that was not
 * ours), `video.no-ffmpeg` (cannot be started), `job.timeout`; what `stdin` and `readStdout` throw, and the abort, pass through.
 */
export async function runFfmpeg(run: FfmpegRun): Promise<FfmpegReport> {
  run.signal.throwIfAborted()
  const timeout = run.timeoutMs === undefined ? undefined : AbortSignal.timeout(run.timeoutMs)
  const broken = new AbortController()
  const stop = AbortSignal.any([run.signal, broken.signal, ...(timeout === undefined ? [] : [timeout])])
  const flows: Promise<void>[] = []
  const progress: { last: FfmpegProgress | null } = { last: null }
  const readLine = createProgressReader((report) => {
    progress.last = report
    run.onProgress?.(report)
  })
  /** A flow that fails ends the process; its own end tells which of the two was first. */
  const follow = (flow: Promise<void>): void => {
    flows.push(flow.catch((thrown: unknown) => broken.abort(thrown)))
  }
  const { command, stdout } = planCommand(run)
  follow(run.readStdout === undefined ? readLines(stdout, readLine) : run.readStdout(stdout))
  const killAfterMs = run.killAfterMs ?? KILL_AFTER_MS
  const ended = await runCommand(command, { stop, killAfterMs, onLine: readLine, onStart: () => follow(feed(command, run.stdin)) })
  // Else the pipe ends it, when the reader has had everything: to end it here cut off the last 100 kB of a slow one.
  if (!ended.hasStarted) stdout.end()
  await Promise.all(flows)
  run.signal.throwIfAborted()
  if (broken.signal.aborted) throw broken.signal.reason
  if (timeout?.aborted === true)
    throw new StudioError('job.timeout', 'ffmpeg took too long', { details: { timeoutMs: run.timeoutMs ?? 0 } })
  if (ended.exitCode !== 0) throw errorOf(ended)
  return { progress: progress.last, log: ended.log }
}

/**
 * fluent-ffmpeg would write command lines of its own; here it runs ours. How, with its scars:
 * - One output, whose options are the whole plan. Given one by one they are not split at spaces, as those of an array are.
 * - It appends `pipe:1` for an output that is a stream. Where the plan has no output to stdout, `-progress` before it makes that its
 *   argument; a plan that writes to stdout reports progress on stderr, among the log.
 * - The stream must not emit `close`: 20 ms later it would kill a process that is about to end well.
 * - No listener for `progress`: it would run an ffprobe of its own over the input.
 */
function planCommand(run: FfmpegRun): { readonly command: FfmpegCommand; readonly stdout: PassThrough } {
  const stdout = new PassThrough({ emitClose: false })
  const globals = ['-hide_banner', '-nostdin', '-nostats', '-y', '-max_alloc', String(MAX_ALLOC_BYTES)]
  const logLevel = ['-loglevel', `level+${run.logLevel ?? 'warning'}`, '-stats_period', '0.25']
  const plan = run.readStdout === undefined ? [...run.args, '-progress'] : ['-progress', 'pipe:2', ...withoutStdout(run.args)]
  const command = createCommand({ stdoutLines: LOG_LINES }).setFfmpegPath(run.program)
  return { command: command.outputOptions(...globals, ...logLevel, ...plan).output(stdout), stdout }
}

function withoutStdout(args: readonly string[]): readonly string[] {
  if (args.at(-1) !== 'pipe:1') throw new StudioError('internal', 'A plan that is read from stdout ends with pipe:1')
  return args.slice(0, -1)
}

interface FfmpegEnd {
  readonly hasStarted: boolean
  readonly exitCode: number | null
  readonly killedBy: string | null
  readonly log: string
  readonly cause: unknown
}

/** Starts the command and waits until its process is gone; never rejects. ffmpeg starts no processes, so killing it is enough. */
function runCommand(
  command: FfmpegCommand,
  hooks: {
    readonly stop: AbortSignal
    readonly killAfterMs: number
    readonly onLine: (line: string) => boolean
    readonly onStart: () => void
  },
): Promise<FfmpegEnd> {
  return new Promise((resolve) => {
    const log: string[] = []
    let exit: Pick<FfmpegEnd, 'exitCode' | 'killedBy'> = { exitCode: null, killedBy: null }
    let killTimer: NodeJS.Timeout | undefined
    const stop = (): void => {
      command.kill('SIGTERM')
      // ffmpeg 7 reads in a thread that hears no signal: while frames come it goes on, and while none come it waits for one.
      command.ffmpegProc?.stdin?.destroy()
      killTimer ??= setTimeout(() => command.kill('SIGKILL'), hooks.killAfterMs)
    }
    let gone: Promise<unknown> | undefined
    const end = async (cause: unknown): Promise<void> => {
      // It reports a broken stream when it has sent the signal, not when the process is gone.
      await gone
      clearTimeout(killTimer)
      hooks.stop.removeEventListener('abort', stop)
      resolve({ ...exit, hasStarted: gone !== undefined, log: log.join('\n'), cause })
    }
    command.on('start', () => {
      const child = command.ffmpegProc
      // Its own listener throws outside of any promise when a program cannot be started.
      child?.removeAllListeners('error').once('error', (error) => void end(error))
      if (child?.pid !== undefined) {
        gone = new Promise<void>((settle) => {
          child.once('exit', (exitCode, killedBy) => {
            exit = { exitCode, killedBy }
            settle()
          })
        })
      }
      hooks.onStart()
      // fluent-ffmpeg asks ffmpeg for its formats before the first run, so the abort may be older than the process.
      if (hooks.stop.aborted) stop()
      else hooks.stop.addEventListener('abort', stop)
    })
    command.on('stderr', (line: string) => {
      if (hooks.onLine(line) || line.trim() === '') return
      log.push(line)
      if (log.length > LOG_LINES) log.shift()
    })
    command.once('end', () => void end(undefined))
    // Later errors are about streams of a process that has ended.
    command.on('error', (error: Error) => void end(error))
    command.run()
  })
}

/** Gives the process its input, a piece at a time; a process that has had enough of it (`-t`, `-frames`) or is gone is no failure here. */
async function feed(command: FfmpegCommand, source: FfmpegRun['stdin'] = []): Promise<void> {
  const stdin = command.ffmpegProc?.stdin
  if (stdin === null || stdin === undefined) return
  // What the pipe says when the process ends (EPIPE, ECANCELED) says nothing new.
  stdin.on('error', ignore)
  const closed = new Promise<null>((resolve) => stdin.once('close', () => resolve(null)))
  const pieces = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
  try {
    for (;;) {
      const asked = Promise.resolve(pieces.next())
      // A source may never answer: the end of the process must not wait for it.
      const next = await Promise.race([asked, closed])
      if (next === null) asked.catch(ignore)
      if (next === null || next.done === true || stdin.destroyed) return
      if (!stdin.write(next.value)) await Promise.race([new Promise((resolve) => stdin.once('drain', resolve)), closed])
    }
  } finally {
    void Promise.resolve(pieces.return?.()).catch(ignore)
    stdin.end()
  }
}

async function readLines(stdout: PassThrough, onLine: (line: string) => boolean): Promise<void> {
  let rest = ''
  for await (const chunk of stdout.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  }
}

function errorOf(ended: FfmpegEnd): StudioError {
  const cause = ended.log === '' ? ended.cause : new Error(ended.log)
  if (ended.killedBy !== null) {
    return new StudioError('video.ffmpeg-killed', `ffmpeg was ended by ${ended.killedBy}`, { details: { signal: ended.killedBy }, cause })
  }
  if (ended.exitCode === null) return new StudioError('video.no-ffmpeg', 'ffmpeg could not be started', { cause })
  return new StudioError('video.ffmpeg-failed', `ffmpeg ended with ${ended.exitCode}`, { details: { exitCode: ended.exitCode }, cause })
}

function ignore(): void {
  // A process that is gone needs no input, whatever became of it.
}
