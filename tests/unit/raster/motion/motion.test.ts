import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Direction, direction } from '../../../../app/domain/director/direction.ts'
import { TEMPLATE_NAMES, TEMPLATES } from '../../../../app/domain/director/templates.ts'
import { fabricWaves } from '../../../../app/raster/motion/fabric-waves.ts'
import { measureFigure } from '../../../../app/raster/motion/figure.ts'
import { createMotionPainter } from '../../../../app/raster/motion/motion-painter.ts'
import { planMotion } from '../../../../app/raster/motion/plan-motion.ts'
import { packMotionKit, readMotionKit } from '../../../../app/raster/motion/preview/motion-kit.ts'
import { createMotionPreview } from '../../../../app/raster/motion/preview/motion-preview.ts'
import { rgbaOfYuv } from '../../../../app/raster/motion/rgba-of-yuv.ts'
import { frameBytes, yuvOfRgb } from '../../../../app/raster/motion/yuv-picture.ts'
import { packBundle } from '../../../../app/raster/preview/raster-bundle.ts'
import { HEIGHT, paintedFigure, plainPicture, WIDTH } from './figures.ts'

const CLIP = { width: WIDTH, height: HEIGHT }
const STILL = direction.parse({ camera: { move: 'static' }, output: { ratio: 'original' } })
const WINDY = direction.parse({
  ...STILL,
  fabric: { stiffness: 0, wind: { metresPerSecond: 12, from: 0 } },
})

/**
 * Hashes of the frames that are given to ffmpeg. They change when motion looks different: look at the contact sheets of `bench motion`
 * before they are changed.
 */
const GOLDEN: Readonly<Record<(typeof TEMPLATE_NAMES)[number], string>> = {
  runway: '3492c22f52f2cf6229b9a63f466689ac',
  spin: 'bf976ae757f6e90ab0155acfa13d4995',
  macro: '69e57101a7bb77f5764ea51eb9e587d9',
  spotlight: 'd75521907f2432d76d1892dc1fefab36',
}

function frameOf(how: Direction, index: number): Uint8Array {
  const out = new Uint8Array(frameBytes(CLIP))
  createMotionPainter(planMotion(paintedFigure(), how, CLIP)).paint(index, out)
  return out
}

/** Largest difference of luma at pixels that are asked for. */
function differenceAt(a: Uint8Array, b: Uint8Array, counts: (x: number, y: number) => boolean): number {
  let most = 0
  for (let y = 0, i = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++, i++) if (counts(x, y)) most = Math.max(most, Math.abs((a[i] as number) - (b[i] as number)))
  return most
}

describe('colour', () => {
  it.each([
    [
      [255, 0, 0],
      [63, 102, 240],
    ],
    [
      [255, 255, 255],
      [235, 128, 128],
    ],
    [
      [0, 0, 0],
      [16, 128, 128],
    ],
    [
      [0, 0, 255],
      [32, 240, 118],
    ],
  ] as const)('%j is BT.709, limited: %j', (rgb, yuv) => {
    const { luma, blue, red } = yuvOfRgb(plainPicture(rgb))
    expect([luma[0], blue[0], red[0]]).toEqual(yuv)
    const back = rgbaOfYuv(Uint8Array.from([...luma, ...blue, ...red]), { width: 16, height: 16 }).data
    for (let c = 0; c < 3; c++) expect(Math.abs((back[c] as number) - (rgb[c] as number))).toBeLessThanOrEqual(2)
  })
})

describe('layers', () => {
  it('give the still back where nothing moves', () => {
    const layered = frameOf(direction.parse({ ...WINDY, model: { movement: 'breath' } }), 0)
    const flat = frameOf(STILL, 0)
    const most = flat.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (layered[i] as number))), 0)
    expect(most).toBeLessThanOrEqual(3)
    expect(differenceAt(flat, yuvOfRgb(paintedFigure().still).luma, () => true)).toBeLessThanOrEqual(1)
  })

  it('leave no hole behind the person: the ground goes on', () => {
    const orbit = direction.parse({ camera: { move: 'orbit', amount: 1, depth: 1 }, output: { ratio: 'original' } })
    for (const index of [0, 149]) {
      const frame = frameOf(orbit, index)
      // Ground is 108 to 180, cloth is below 60: nothing of the dress is left beside it.
      for (let y = 90; y < 200; y += 10) {
        const row = frame.subarray(y * WIDTH, (y + 1) * WIDTH)
        const dark = [...row.keys()].filter((x) => (row[x] as number) < 80)
        expect(dark.at(-1) as number).toBeLessThan(175)
        expect(dark.length).toBeGreaterThan(40)
        expect((dark.at(-1) as number) - (dark[0] as number) + 1 - dark.length).toBeLessThanOrEqual(2)
      }
    }
  })
})

describe('cloth in wind', () => {
  it('moves, and skin does not', () => {
    const before = frameOf(STILL, 0)
    const dress = (x: number, y: number): boolean => y > 180 && y < 225 && Math.abs(x - 120) < 45
    const head = (x: number, y: number): boolean => y < 66 && Math.hypot(x - 120, y - 50) < 30
    const feet = (x: number, y: number): boolean => y > 242 && Math.abs(x - 120) < 40
    for (const index of [20, 60, 100, 149]) {
      const after = frameOf(WINDY, index)
      expect(differenceAt(before, after, head)).toBeLessThanOrEqual(3)
      expect(differenceAt(before, after, feet)).toBeLessThanOrEqual(3)
      expect(differenceAt(before, after, dress)).toBeGreaterThan(8)
    }
  })

  it('is held at the shoulders and the waist, and free at the hem', () => {
    const { person, cloth, pose, posed } = paintedFigure()
    const figure = measureFigure({ person, cloth, pose, posed })
    const slackAt = (x: number, y: number): number =>
      figure?.slack.data[Math.round((y * (figure.height - 1)) / HEIGHT) * figure.width + Math.round((x * (figure.width - 1)) / WIDTH)] ??
      Number.NaN
    expect(slackAt(120, 78)).toBeLessThan(0.01)
    expect(slackAt(120, 130)).toBeLessThan(0.03)
    expect(slackAt(120, 222)).toBeGreaterThan(0.2)
    // Hands are held away from: the place beside a wrist.
    expect(slackAt(120, 50)).toBe(0)
  })

  it('gives way less the stiffer it is, and not at all without wind', () => {
    const reach = (stiffness: number, metresPerSecond: number): number =>
      fabricWaves({ stiffness, wind: { metresPerSecond, from: 0 } }, 1).most
    expect(reach(0, 5)).toBeGreaterThan(2 * reach(0.6, 5))
    expect(reach(0.3, 8)).toBeGreaterThan(reach(0.3, 3))
    expect(reach(0, 0)).toBe(0)
    const calm = direction.parse({
      ...WINDY,
      fabric: { stiffness: 0, wind: { metresPerSecond: 0 } },
      model: { movement: 'breath', amount: 0 },
    })
    expect(differenceAt(frameOf(STILL, 0), frameOf(calm, 90), () => true)).toBeLessThanOrEqual(3)
  })

  it('stays within what it says', () => {
    const waves = fabricWaves({ stiffness: 0.1, wind: { metresPerSecond: 15, from: 30 } }, 9)
    for (let seconds = 0; seconds < 20; seconds += 0.13) {
      const moment = waves.at(seconds)
      for (let k = 0; k < 40; k++) {
        const { height } = waves.waveAt(k * 0.031, k * 0.057, moment)
        expect(Math.abs(moment.blown + moment.swing * height)).toBeLessThanOrEqual(waves.most)
      }
    }
  })
})

describe('frames', () => {
  it('are the same in any order, and others for another seed', () => {
    const painter = createMotionPainter(planMotion(paintedFigure(), WINDY, CLIP))
    const out = new Uint8Array(frameBytes(CLIP))
    painter.paint(140, out)
    painter.paint(70, out)
    expect(Buffer.from(out).equals(frameOf(WINDY, 70))).toBe(true)
    expect(Buffer.from(out).equals(frameOf({ ...WINDY, seed: 2 }, 70))).toBe(false)
  })

  it.each(TEMPLATE_NAMES)('of %s are what they were', (name) => {
    const painter = createMotionPainter(planMotion(paintedFigure(), { ...TEMPLATES[name], grain: 0.1 }, { width: 180, height: 320 }))
    const hash = createHash('sha256')
    const out = new Uint8Array(frameBytes({ width: 180, height: 320 }))
    for (let index = 0; index < painter.frames; index += 7) {
      painter.paint(index, out)
      hash.update(out)
    }
    expect(hash.digest('hex').slice(0, 32)).toBe(GOLDEN[name])
  })

  it('of a preview are those of the rendering, and a kit travels whole', () => {
    const known = paintedFigure()
    const travelled = readMotionKit(Uint8Array.from(packMotionKit(known)))
    expect(travelled.pose).toEqual(known.pose)
    const preview = createMotionPreview(travelled, WINDY, WIDTH)
    expect(preview.size).toEqual(CLIP)
    expect(Buffer.from(preview.frameAt(80).data).equals(rgbaOfYuv(frameOf(WINDY, 80), CLIP).data)).toBe(true)
    expect(preview.directedBy(STILL).notes).toEqual([])
    expect(() => readMotionKit(Uint8Array.from(packBundle({ facts: { format: 'other' }, rasters: [] })))).toThrow(RangeError)
  })
})
