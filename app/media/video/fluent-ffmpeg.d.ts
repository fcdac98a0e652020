/** The few members of fluent-ffmpeg 2.1.3 that ffmpeg.ts uses; the published types lack the process. */
declare module 'fluent-ffmpeg' {
  import type { ChildProcess } from 'node:child_process'
  import type { EventEmitter } from 'node:events'
  import type { Writable } from 'node:stream'

  export interface FfmpegCommand extends EventEmitter {
    /** The child, from the event `start` until it has ended. */
    readonly ffmpegProc?: ChildProcess
    setFfmpegPath(path: string): this
    outputOptions(...options: readonly string[]): this
    output(target: Writable): this
    run(): void
    kill(signal: string): this
  }

  const createCommand: (options: { readonly stdoutLines: number }) => FfmpegCommand
  // biome-ignore lint/style/noDefaultExport: the shape of a CommonJS package
  export default createCommand
}
