import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Direction, direction } from '../../app/domain/director/direction.ts'
import { TEMPLATE_NAMES, TEMPLATES } from '../../app/domain/director/templates.ts'
import { openTemplates } from '../../app/library/named-file.ts'
import { frameArguments } from '../../app/media/video/encode-frames.ts'
import { probeClip } from '../../app/media/video/probe.ts'
import { createMotionPainter } from '../../app/raster/motion/motion-painter.ts'
import { planMotion } from '../../app/raster/motion/plan-motion.ts'
import { frameBytes } from '../../app/raster/motion/yuv-picture.ts'
import { decodeClip, hashFrames } from '../support/decode-clip.ts'
import { writeSmallJpeg } from '../support/generated-images.ts'
import { type MotionRoom, openMotionRoom } from '../support/motion-room.ts'
import { runDrape } from '../support/run-drape.ts'
import { tempFolder } from '../support/temp-library.ts'
import { hasTestdata, testdata } from '../support/testdata.ts'
import { hasFfmpeg, videoTools } from '../support/video-tools.ts'

const SAMPLE = join(import.meta.dirname, '../../resources/samples/person-ada.jpg')
const SIZE = { width: 180, height: 320 }
const BYTES = frameBytes(SIZE)
const short = (how: Direction, seconds = 1): Direction => ({ ...how, output: { ...how.output, seconds } })

describe.skipIf(!hasFfmpeg)('clips of stills', () => {
  let room: MotionRoom
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drape-motion-test-'))
    room = await openMotionRoom()
  }, 60_000)
  afterAll(async () => {
    await room.close()
    await rm(folder, { recursive: true })
  })
  const facts = async (bytes: Uint8Array) => {
    const path = join(folder, 'probed.mp4')
    await writeFile(path, bytes)
    return probeClip({ ffprobe: (await videoTools.programs()).ffprobe, path, signal: new AbortController().signal })
  }

  it.each(TEMPLATE_NAMES)(
    '%s of a sample gives the same frames twice, with a person and their cloth',
    async (name) => {
      const request = { direction: short(TEMPLATES[name]), size: SIZE }
      const first = await room.clip(SAMPLE, request)
      room.forget()
      const second = await room.clip(SAMPLE, request)
      expect(await hashFrames(second.bytes, BYTES)).toBe(await hashFrames(first.bytes, BYTES))
      expect(Buffer.from(second.bytes).equals(first.bytes)).toBe(true)
      expect(first.notes.filter((note) => note !== 'camera.limited')).toEqual(name === 'spin' ? ['turn.partial'] : [])
    },
    120_000,
  )

  it('is 4:2:0, BT.709, limited and says so, at a rational rate', async () => {
    const how = direction.parse({
      camera: { move: 'pan', focus: { x: 0.5, y: 0.5 } },
      output: { seconds: 1, frameRate: { num: 30_000, den: 1001 } },
    })
    const { bytes, frames, runs } = await room.clip(SAMPLE, { direction: how, size: SIZE })
    expect(frames).toBe(30)
    // Nothing was looked for that the direction does not need.
    expect(runs.map(({ id }) => id)).toEqual(['load-photo', 'load-photo', 'render-motion'])
    const { picture, sound } = await facts(bytes)
    expect(picture).toMatchObject({ ...SIZE, frames: 30, frameRate: { num: 30_000, den: 1001 }, isVariableRate: false, bitDepth: 8 })
    expect(JSON.stringify(picture.colour)).toMatch(/bt709.*bt709.*bt709|tv/)
    expect(sound).toEqual([])
  })

  it('hands ffmpeg the frames that were painted, in their order', async () => {
    const how = direction.parse({ camera: { move: 'zoom', amount: 1, focus: { x: 0.5, y: 0.4 } }, output: { seconds: 2 } })
    const { bytes } = await room.clip(SAMPLE, { direction: how, size: SIZE })
    const raw = await sharp(SAMPLE).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    const { width, height } = raw.info
    const still = { channels: 3, width, height, data: new Uint8Array(raw.data) } as const
    const painter = createMotionPainter(planMotion({ still, person: null, cloth: null, pose: null, posed: { width, height } }, how, SIZE))
    const painted = new Uint8Array(BYTES)
    const count = await decodeClip(bytes, BYTES, {
      format: 'yuv420p',
      show: (frame, index) => {
        painter.paint(index, painted)
        let sum = 0
        for (let i = 0; i < SIZE.width * SIZE.height; i++) sum += Math.abs((frame[i] ?? 0) - (painted[i] ?? 0))
        expect(sum / (SIZE.width * SIZE.height)).toBeLessThan(2.5)
      },
    })
    expect(count).toBe(60)
  }, 60_000)

  it('stops at once when it is cancelled', async () => {
    const how = direction.parse({ camera: { move: 'pan', focus: { x: 0.5, y: 0.5 } }, output: { seconds: 30 } })
    const stop = new AbortController()
    const reason = new Error('enough')
    setTimeout(() => stop.abort(reason), 400)
    const startedMs = performance.now()
    await expect(room.clip(SAMPLE, { direction: how, size: { width: 1080, height: 1920 } }, stop.signal)).rejects.toBe(reason)
    expect(performance.now() - startedMs).toBeLessThan(10_000)
  }, 60_000)

  it('says that nobody was found, and moves what is left', async () => {
    const still = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#88aacc' } })
      .png()
      .toBuffer()
    const { notes, frames } = await room.clip(new Uint8Array(still), { direction: short(TEMPLATES.spin), size: SIZE })
    expect([frames, notes]).toEqual([30, ['camera.flat', 'person.not-found']])
  }, 60_000)

  it('moves the cloth of a mask that is given', async () => {
    const { width = 0, height = 0 } = await sharp(SAMPLE).metadata()
    const mask = await sharp({ create: { width, height, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    const how = short(direction.parse({ camera: { move: 'static' }, fabric: { stiffness: 0, wind: { metresPerSecond: 10 } } }))
    const clothMask = await room.artifacts.writeBytes(mask)
    const { notes, runs } = await room.clip(SAMPLE, { direction: how, size: SIZE, clothMask })
    expect(notes).toEqual([])
    expect(runs.map(({ id }) => id)).not.toContain('find-cloth')
  }, 60_000)

  it.skipIf(!hasTestdata)(
    'parts somebody before a busy ground without tearing: a frame at rest is the still',
    async () => {
      const photo = testdata('photos/persons/mediapipe-pose-test.jpg')
      const camera = { move: 'static', focus: { x: 0.5, y: 0.5 } } as const
      const layered = await room.clip(photo, { direction: short(direction.parse({ model: { movement: 'breath' }, camera })), size: SIZE })
      const flat = await room.clip(photo, { direction: short(direction.parse({ camera })), size: SIZE })
      const firsts: Uint8Array[] = []
      for (const { bytes } of [layered, flat]) {
        await decodeClip(bytes, BYTES, { format: 'yuv420p', show: (frame, index) => void (index === 0 && firsts.push(frame.slice())) })
      }
      const [a, b] = firsts as [Uint8Array, Uint8Array]
      const far = a.subarray(0, SIZE.width * SIZE.height).filter((value, i) => Math.abs(value - (b[i] ?? 0)) > 24)
      expect(far.length / (SIZE.width * SIZE.height)).toBeLessThan(0.002)
    },
    120_000,
  )
})

describe('arguments for frames', () => {
  it('name rate, colours and muxer, and a fixed number of threads', () => {
    const args = frameArguments('/x/clip.mp4.partial', { size: SIZE, frameRate: { num: 24_000, den: 1001 }, encoder: 'libx264' }).join(' ')
    expect(args).toContain('-framerate 24000/1001 ')
    expect(args).toMatch(/-i pipe:0 .*-threads 2 .*-color_range tv -colorspace bt709 .*-f mp4 \/x\/clip.mp4.partial$/)
  })
})

describe('templates that were saved', () => {
  it('outlive a restart, replace their like, and can be brought back', async () => {
    await using library = await tempFolder()
    const first = await openTemplates(library.path)
    const one = { version: 1, name: 'Ours', brand: null, direction: TEMPLATES.spin } as const
    await first.save(one)
    await Promise.all([first.save({ ...one, brand: 'Nord' }), first.save({ ...one, direction: TEMPLATES.macro })])
    const second = await openTemplates(library.path)
    expect(second.list().map(({ brand, direction: how }) => [brand, how])).toEqual([
      [null, TEMPLATES.macro],
      ['Nord', TEMPLATES.spin],
    ])
    const forgotten = await second.forget({ name: 'Ours', brand: 'Nord' })
    await expect(second.forget({ name: 'Ours', brand: 'Nord' })).rejects.toMatchObject({ code: 'motion.template-not-found' })
    await second.save(forgotten)
    expect((await openTemplates(library.path)).list()).toHaveLength(2)
  })

  it('of a later version are left alone', async () => {
    await using library = await tempFolder()
    const path = join(library.path, 'motion-templates.json')
    await writeFile(path, '{"version":2,"templates":[]}')
    const opened = await openTemplates(library.path)
    await expect(opened.save({ version: 1, name: 'Ours', brand: null, direction: TEMPLATES.spin })).rejects.toMatchObject({
      code: 'storage.failed',
    })
    expect(await readFile(path, 'utf8')).toBe('{"version":2,"templates":[]}')
  })
})

it.skipIf(!hasFfmpeg)(
  'drape motion makes a clip, keeps it, and says what it does not take',
  async () => {
    await using folder = await tempFolder()
    const library = join(folder.path, 'library')
    const out = join(folder.path, 'out', 'clip.mp4')
    const photo = await writeSmallJpeg(join(folder.path, 'look.jpg'), 5)
    const args = ['motion', '--in', photo, '--template', 'macro', '--seconds', '0.5', '--size', '160x200', '--out', out]
    const { code, json } = await runDrape(library, args)
    expect([code, json]).toMatchObject([0, { ok: true, width: 160, height: 200, frames: 15, notes: ['person.not-found'] }])
    expect((await stat(out)).size).toBe(json['sizeBytes'])
    expect((await readdir(join(library, 'results'), { recursive: true })).filter((name) => name.endsWith('.mp4'))).toHaveLength(1)
    const pan = await runDrape(library, [...args, '--camera', '{"move":"pan","direction":"left"}', '--ratio', '1:1'])
    expect(pan.code).toBe(0)
    for (const wrong of [
      ['--template', 'nobody'],
      ['--camera', '{"move":"fly"}'],
      ['--camera', '{'],
      ['--size', '161x200'],
      ['--seconds', '99'],
    ]) {
      const failed = await runDrape(library, [...args, ...wrong])
      expect([failed.code, (failed.json['error'] as { code: string }).code]).toEqual([2, 'request.invalid'])
    }
  },
  120_000,
)
