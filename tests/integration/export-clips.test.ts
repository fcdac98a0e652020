import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { type ClipRecipe, clipRecipe } from '../../app/domain/video/clip-recipe.ts'
import { planClipExport } from '../../app/domain/video/export-plan.ts'
import type { SubjectTrack } from '../../app/domain/video/subject-track.ts'
import type { ClipFacts } from '../../app/media/video/clip-facts.ts'
import { frameCount } from '../../app/media/video/export/filter-graph.ts'
import { outputRate } from '../../app/media/video/export/output-rate.ts'
import { type ExportedFiles, type RunExport, runExport } from '../../app/media/video/export/run-export.ts'
import { probeClip } from '../../app/media/video/probe.ts'
import { makeClip } from '../support/make-clip.ts'
import { tempFolder } from '../support/temp-library.ts'
import { hasTestdata, testdata } from '../support/testdata.ts'
import { hasFfmpeg, videoTools } from '../support/video-tools.ts'
import { boxesOf, headerOf, loudnessOf, pixelsAt } from './video-outputs.ts'

const FOUR = ['9:16', '1:1', '4:5', '16:9'] as const
const never = new AbortController().signal

const small = (recipe: object = {}): ClipRecipe =>
  clipRecipe.parse({ outputs: FOUR.map((ratio) => ({ name: ratio.replace(':', 'x'), ratio, shortSidePx: 90, place: 0.5 })), ...recipe })

async function exported(
  path: string,
  folder: string,
  given: { readonly recipe?: ClipRecipe; readonly track?: SubjectTrack; readonly run?: Partial<RunExport> } = {},
): Promise<ExportedFiles & { readonly facts: ClipFacts; readonly seconds: number }> {
  const { recipe = small(), track = null, run = {} } = given
  const { ffprobe } = await videoTools.programs()
  const facts = await probeClip({ ffprobe, path, signal: never })
  const rate = outputRate(facts.picture)
  const { width, height } = facts.picture
  const clip = { width, height, durationMs: facts.durationMs, rate: rate.num / rate.den, sizeBytes: 1, hasSound: facts.sound.length > 0 }
  const plan = planClipExport(clip, recipe, { markSize: null, track })
  const made = await runExport({ path, facts, recipe, plan, marks: null, folder, tools: videoTools, signal: never, ...run })
  return { ...made, facts, seconds: (frameCount(plan.durationMs, rate) * rate.den) / rate.num }
}

/** What becomes of real files: exported, or refused with this. */
const REFUSED: Readonly<Record<string, string>> = {
  'exo-sample_opus.mp4': 'video.no-picture',
  'mediabunny-multiple-aac-tracks.mp4': 'video.no-picture',
  'mp4parse-bipbop-cenc-audioinit.mp4': 'video.no-picture',
  'mediabunny-annex-b.mp4': 'video.damaged',
}

describe.skipIf(!hasFfmpeg)('an export', () => {
  it('has the size, shape, length, tags and order that a network wants, and the sound at its loudness', async () => {
    await using folder = await tempFolder()
    const path = await makeClip(join(folder.path, 'in.mp4'), {
      seconds: 3,
      width: 320,
      height: 180,
      sound: (second) => 0.02 + 0.01 * (second % 1),
    })
    const before = await readFile(path)
    const made = await exported(path, folder.path, { recipe: small({ cover: true, gif: true, webp: true }) })
    expect(made.decodes).toBe(1)
    const sizes = [
      [90, 160],
      [90, 90],
      [90, 112],
      [160, 90],
    ]
    for (const [i, clip] of made.clips.entries()) {
      const header = await headerOf(clip)
      expect([header.width, header.height]).toEqual(sizes[i])
      expect(header).toMatchObject({ codec: 'h264', pixelFormat: 'yuv420p', sampleAspect: '1:1', rate: '25/1', frames: 75 })
      expect(header.colours).toEqual(['tv', 'bt709', 'bt709', 'bt709'])
      expect(Math.abs(header.seconds - 3)).toBeLessThanOrEqual(1 / 25)
      expect(header.tags).toEqual([])
      // The index lies before the frames.
      const order = await boxesOf(clip)
      expect(order.indexOf('moov')).toBeLessThan(order.indexOf('mdat'))
      const { lufs, truePeak } = await loudnessOf(clip)
      expect(Math.abs(lufs + 14)).toBeLessThanOrEqual(0.5)
      expect(truePeak).toBeLessThanOrEqual(-1.5)
    }
    expect(made.covers).toHaveLength(4)
    for (const [i, cover] of made.covers.entries()) {
      const { width, height, format } = await sharp(cover).metadata()
      expect([width, height, format]).toEqual([...(sizes[i] ?? []), 'jpeg'])
    }
    expect((await sharp(made.gif ?? '').metadata()).pages).toBe(36)
    expect((await sharp(made.webp ?? '').metadata()).pages).toBeGreaterThan(20)
    expect((await readFile(path)).equals(before)).toBe(true)
    const names = await readdir(folder.path)
    expect(names.filter((name) => /part|pass|sound|moving\.p/.test(name))).toEqual([])
  })

  it('keeps colours: of marks of sRGB, of SD and of full range', async () => {
    await using folder = await tempFolder()
    const path = await makeClip(join(folder.path, 'in.mp4'), { seconds: 1, width: 160, height: 90 })
    const mark = join(folder.path, 'mark.png')
    await sharp({ create: { width: 40, height: 40, channels: 4, background: { r: 230, g: 40, b: 60, alpha: 1 } } })
      .png()
      .toFile(mark)
    const recipe = small({ outputs: [{ name: 'wide', ratio: '16:9', shortSidePx: 180, place: 0.5 }] })
    const made = await exported(path, folder.path, {
      recipe,
      run: { marks: { path: mark, pieces: [{ sheetY: 0, width: 40, height: 40, x: 20, y: 20 }] } },
    })
    const [r = 0, g = 0, b = 0] = await pixelsAt(made.clips[0] ?? '', { x: 40, y: 40, frame: 12 })
    expect(Math.max(Math.abs(r - 230), Math.abs(g - 40), Math.abs(b - 60))).toBeLessThanOrEqual(6)
  })

  it('exports a part, to the frame', async () => {
    await using folder = await tempFolder()
    const path = await makeClip(join(folder.path, 'in.mp4'), { seconds: 4, sound: () => 0.3, keyEvery: 40 })
    const recipe = small({ outputs: [{ name: 'wide', ratio: '16:9', shortSidePx: 90 }], trim: { startMs: 1000, endMs: 3000 } })
    const { clips } = await exported(path, folder.path, { recipe })
    expect(await headerOf(clips[0] ?? '')).toMatchObject({ frames: 50, seconds: expect.closeTo(2, 1) })
    // The picture grows from black to white over 100 frames: the 26th is the first.
    const [first = 0] = await pixelsAt(clips[0] ?? '', { x: 20, y: 45, frame: 0 })
    expect(Math.abs(first - (255 * 25) / 99)).toBeLessThanOrEqual(6)
  })

  it('meets a size in two passes, within it and near it', async () => {
    await using folder = await tempFolder()
    const path = await makeClip(join(folder.path, 'in.mp4'), { seconds: 4, width: 640, height: 360, sound: () => 0.3 })
    const recipe = small({ aim: { kind: 'size', megabytes: 0.25 }, sound: 'remove' })
    const noisy = await noisyClip(path, folder.path)
    const { clips, decodes } = await exported(noisy, folder.path, {
      recipe: { ...recipe, outputs: recipe.outputs.map((each) => ({ ...each, shortSidePx: 360 })) },
    })
    expect(decodes).toBe(2)
    for (const clip of clips) {
      const { length } = await readFile(clip)
      expect(length).toBeLessThanOrEqual(250_000)
      expect(length).toBeGreaterThan(190_000)
    }
  })

  it('makes two runs where memory is short, and the same files', async () => {
    await using folder = await tempFolder()
    const path = await makeClip(join(folder.path, 'in.mp4'), { seconds: 1 })
    const one = await exported(path, folder.path)
    const bytes = await Promise.all(one.clips.map((clip) => readFile(clip)))
    const two = await exported(path, folder.path, { run: { freeBytes: 1 } })
    expect([one.decodes, two.decodes]).toEqual([1, 2])
    for (const [i, clip] of two.clips.entries()) expect((await readFile(clip)).equals(bytes[i] ?? Buffer.of())).toBe(true)
  })

  it('leaves nothing when it is stopped, within a second', async () => {
    await using folder = await tempFolder()
    const path = await makeClip(join(folder.path, 'in.mp4'), { seconds: 20, width: 640, height: 360, sound: () => 0.3 })
    await using out = await tempFolder()
    const stop = new AbortController()
    const recipe = small({ outputs: FOUR.map((ratio) => ({ name: ratio, ratio, shortSidePx: 1080, place: 0.5 })), cover: true, gif: true })
    let stoppedMs = Number.NaN
    const onProgress = (fraction: number): void => {
      if (fraction < 0.02 || stop.signal.aborted) return
      stoppedMs = performance.now()
      stop.abort(new Error('Enough'))
    }
    await expect(exported(path, out.path, { recipe, run: { signal: stop.signal, onProgress } })).rejects.toThrow('Enough')
    expect(performance.now() - stoppedMs).toBeLessThan(1500)
    expect(await readdir(out.path)).toEqual([])
  })

  it('falls back to software where hardware does not prove itself, in two seconds', async () => {
    await using folder = await tempFolder()
    const path = await makeClip(join(folder.path, 'in.mp4'), { seconds: 1 })
    const { clips, encoder } = await exported(path, folder.path, { recipe: small({ encoder: 'hardware' }) })
    expect(encoder).toMatch(/^(libx264|h264_)/)
    expect(await headerOf(clips[0] ?? '')).toMatchObject({ codec: 'h264', frames: 25 })
  })

  it.skipIf(!hasTestdata)('takes every real clip, or says what is wrong with it', { timeout: 300_000 }, async () => {
    await using folder = await tempFolder()
    const outcome: Record<string, string> = {}
    for (const name of (await readdir(testdata('video'))).filter((each) => /\.(mp4|webm)$/.test(each))) {
      outcome[name] = await exported(testdata(`video/${name}`), folder.path, {
        recipe: small({ trim: { startMs: 0, endMs: 1500 }, sound: 'keep' }),
      }).then(
        async ({ clips, seconds, facts }) => {
          const problems: string[] = []
          for (const clip of clips) {
            const header = await headerOf(clip)
            if (header.sampleAspect !== '1:1' || header.colours.join() !== 'tv,bt709,bt709,bt709') problems.push('tags')
            if (Math.abs(header.seconds - seconds) > 1 / 20) problems.push(`${header.seconds} for ${seconds} s`)
          }
          expect(seconds).toBeLessThanOrEqual(Math.min(1.5, facts.durationMs / 1000) + 0.05)
          return problems.join() || 'ok'
        },
        (thrown: { code?: string }) => thrown.code ?? String(thrown),
      )
    }
    const wrong = Object.entries(outcome).filter(([name, found]) => found !== (REFUSED[name] ?? 'ok'))
    // A file with damage inside may be refused here or export what can be decoded; the import refuses it.
    expect(wrong.filter(([name]) => name !== 'exo-invalid-bitstream.webm')).toEqual([])
  })

  it('says which codec this ffmpeg lacks', async () => {
    await using folder = await tempFolder()
    const path = await makeClip(join(folder.path, 'in.mp4'), { seconds: 1 })
    const tools = { ...videoTools, capabilities: async () => ({ ...(await videoTools.capabilities()), encoders: new Set<string>() }) }
    await expect(exported(path, folder.path, { run: { tools } })).rejects.toMatchObject({
      code: 'video.no-encoder',
      details: { codec: 'h264' },
    })
  })
})

/** The same clip with noise that no encoder can predict. */
async function noisyClip(path: string, folder: string): Promise<string> {
  const { runFfmpeg } = await import('../../app/media/video/ffmpeg.ts')
  const { ffmpeg } = await videoTools.programs()
  const to = join(folder, 'noisy.mp4')
  const args = ['-i', path, '-vf', 'noise=alls=60:allf=t', '-c:v', 'libx264', '-preset', 'ultrafast', '-f', 'mp4', to]
  await runFfmpeg({ program: ffmpeg, args, signal: never })
  return to
}
