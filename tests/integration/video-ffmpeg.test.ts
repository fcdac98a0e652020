import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FfmpegRun, runFfmpeg } from '../../app/media/video/ffmpeg.ts'
import { findFfmpeg } from '../../app/media/video/find-ffmpeg.ts'
import { finishPartials, partialPathOf } from '../../app/media/video/partial-files.ts'
import { probeClip } from '../../app/media/video/probe.ts'
import type { FfmpegProgress } from '../../app/media/video/progress.ts'
import { hasFfmpeg, videoTools } from '../support/video-tools.ts'

const never = new AbortController().signal
const WIDTH = 320
const HEIGHT = 180
const RAW_IN = ['-f', 'rawvideo', '-pixel_format', 'rgb24', '-video_size', `${WIDTH}x${HEIGHT}`, '-framerate', '25', '-i', 'pipe:0']
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-f', 'mp4']

function* frames(count: number): Generator<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield new Uint8Array(WIDTH * HEIGHT * 3).fill(index % 256)
}

describe.skipIf(!hasFfmpeg)('running ffmpeg', () => {
  let folder = ''
  let program = ''
  const run = (rest: Omit<FfmpegRun, 'program' | 'signal'> & { readonly signal?: AbortSignal }) =>
    runFfmpeg({ program, signal: never, ...rest })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drape-ffmpeg '))
    program = (await videoTools.programs()).ffmpeg
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('makes a clip of raw frames and tells how far it is', async () => {
    const path = join(folder, 'made of frames.mp4')
    const seen: FfmpegProgress[] = []
    const { progress } = await run({ args: [...RAW_IN, ...H264, path], stdin: frames(100), onProgress: (report) => seen.push(report) })
    expect(progress).toMatchObject({ frame: 100, isEnd: true })
    expect(progress?.outTimeMs).toBeGreaterThan(3800)
    expect(seen.at(-1)).toEqual(progress)
    const { ffprobe } = await videoTools.programs()
    const facts = await probeClip({ ffprobe, path, signal: never })
    expect(facts.picture).toMatchObject({ codec: 'h264', width: WIDTH, height: HEIGHT, frames: 100, frameRate: { num: 25, den: 1 } })
    expect(facts.durationMs).toBe(4000)
  })

  it('asks for frames only as fast as ffmpeg takes them', async () => {
    let made = 0
    let taken = 0
    let ahead = 0
    async function* counted(): AsyncGenerator<Uint8Array> {
      for (const frame of frames(400)) {
        made += 1
        ahead = Math.max(ahead, made - taken / frame.byteLength)
        yield frame
      }
    }
    await run({
      args: [...RAW_IN, '-f', 'rawvideo', 'pipe:1'],
      stdin: counted(),
      readStdout: async (bytes) => {
        for await (const chunk of bytes) {
          taken += chunk.byteLength
          // The last pieces are taken long after the process has ended.
          if (taken % 7 === 0 || taken > 68_000_000) await new Promise((resolve) => setTimeout(resolve, 5))
        }
      },
    })
    expect(taken).toBe(400 * WIDTH * HEIGHT * 3)
    // What lies in pipes and in queues of its threads; 13 with version 5.1, 42 with 7.0.
    expect(ahead).toBeLessThan(100)
  })

  it('gives what it writes to stdout, byte for byte, with progress beside it', async () => {
    const chunks: Uint8Array[] = []
    const { progress } = await run({
      args: [...RAW_IN, '-f', 'rawvideo', 'pipe:1'],
      stdin: frames(10),
      readStdout: async (bytes) => {
        for await (const chunk of bytes) chunks.push(chunk)
      },
    })
    expect(Buffer.compare(Buffer.concat(chunks), Buffer.concat([...frames(10)]))).toBe(0)
    expect(progress).toMatchObject({ frame: 10, isEnd: true })
  })

  it('does not mind a process that has had enough frames', async () => {
    const path = join(folder, 'first-five.mp4')
    const { progress } = await run({ args: [...RAW_IN, '-frames:v', '5', ...H264, path], stdin: frames(5000) })
    expect(progress?.frame).toBe(5)
  })

  it('stops within a second when it is aborted, and leaves no partial file', async () => {
    const path = join(folder, 'aborted.mp4')
    const abort = new AbortController()
    let abortedAt = 0
    const making = finishPartials([path], ([partial = '']) =>
      run({
        args: [...RAW_IN, ...H264, partial],
        stdin: frames(1_000_000),
        signal: abort.signal,
        onProgress: ({ frame }) => {
          if (frame === 0 || abort.signal.aborted) return
          expect(existsSync(partialPathOf(path))).toBe(true)
          abortedAt = performance.now()
          abort.abort()
        },
      }),
    )
    await expect(making).rejects.toMatchObject({ name: 'AbortError' })
    expect(performance.now() - abortedAt).toBeLessThan(1000)
    expect((await readdir(folder)).filter((name) => name.startsWith('aborted'))).toEqual([])
  })

  it('kills a process that does not end when asked', async () => {
    const deaf = join(folder, 'deaf')
    await writeFile(deaf, '#!/bin/sh\ntrap "" TERM\necho progress=continue\nwhile :; do sleep 0.05; done\n', { mode: 0o755 })
    const abort = new AbortController()
    setTimeout(() => abort.abort(), 300)
    const startedAt = performance.now()
    await expect(runFfmpeg({ program: deaf, args: ['-version'], signal: abort.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
    expect(performance.now() - startedAt).toBeGreaterThan(3000)
  }, 15_000)

  it('ends when the source of frames fails, with that failure', async () => {
    const broken = new Error('no frame')
    function* failing(): Generator<Uint8Array> {
      yield* frames(3)
      throw broken
    }
    await expect(run({ args: [...RAW_IN, ...H264, join(folder, 'broken.mp4')], stdin: failing() })).rejects.toBe(broken)
  })

  it('ends when the reader of stdout fails, with that failure', async () => {
    const broken = new Error('no room')
    const readStdout = async (bytes: AsyncIterable<Uint8Array>): Promise<void> => {
      for await (const _ of bytes) throw broken
    }
    await expect(run({ args: [...RAW_IN, '-f', 'rawvideo', 'pipe:1'], stdin: frames(5000), readStdout })).rejects.toBe(broken)
  })

  it('says when ffmpeg fails, is killed, is too slow or is not there', async () => {
    await expect(run({ args: ['-i', `file:${join(folder, 'nothing.mp4')}`, '-f', 'null', '-'] })).rejects.toMatchObject({
      code: 'video.ffmpeg-failed',
      cause: expect.objectContaining({ message: expect.stringContaining('No such file') }),
    })
    const mortal = join(folder, 'mortal')
    await writeFile(mortal, '#!/bin/sh\nkill -KILL $$\n', { mode: 0o755 })
    const killing = runFfmpeg({ program: mortal, args: ['-version'], signal: never })
    await expect(killing).rejects.toMatchObject({ code: 'video.ffmpeg-killed', retryable: true, details: { signal: 'SIGKILL' } })
    await expect(run({ args: [...RAW_IN, '-f', 'null', '-'], stdin: frames(1_000_000), timeoutMs: 700 })).rejects.toMatchObject({
      code: 'job.timeout',
    })
    await expect(runFfmpeg({ program: join(folder, 'no-such'), args: ['-version'], signal: never })).rejects.toMatchObject({
      code: 'video.no-ffmpeg',
    })
  })

  it('replaces a file only when the new one is whole', async () => {
    const path = join(folder, 'kept.txt')
    await writeFile(path, 'before')
    const failing = finishPartials([path], async ([partial = '']) => {
      await writeFile(partial, 'half')
      throw new Error('power')
    })
    await expect(failing).rejects.toThrow('power')
    expect(await readFile(path, 'utf8')).toBe('before')
    expect(existsSync(partialPathOf(path))).toBe(false)
    await finishPartials([path], ([partial = '']) => writeFile(partial, 'after'))
    expect(await readFile(path, 'utf8')).toBe('after')
  })
})

describe('finding ffmpeg', () => {
  it('takes a setting at its word', async () => {
    await expect(findFfmpeg({ DRAPE_FFMPEG: '/no/such/ffmpeg', PATH: process.env['PATH'] })).rejects.toMatchObject({
      code: 'video.no-ffmpeg',
      details: { program: 'ffmpeg', setting: 'DRAPE_FFMPEG' },
    })
  })

  it.skipIf(!hasFfmpeg)('looks for ffprobe beside ffmpeg, then on the search path, and asks what the build can do', async () => {
    const found = await videoTools.programs()
    expect(await findFfmpeg({ DRAPE_FFMPEG: found.ffmpeg, DRAPE_FFPROBE: found.ffprobe })).toEqual({ ...found, source: 'setting' })
    const { version, encoders, filters, demuxers } = await videoTools.capabilities()
    expect(version).toMatch(/\d/)
    expect(encoders).toContain('mjpeg')
    expect(filters).toContain('overlay')
    expect(demuxers).toContain('mp4')
    expect(demuxers).toContain('matroska')
  })
})
