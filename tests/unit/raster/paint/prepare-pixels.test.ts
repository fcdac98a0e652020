import { describe, expect, it } from 'vitest'
import { adjustments } from '../../../../app/domain/document/adjustments.ts'
import { type Mask, mask as maskSchema } from '../../../../app/domain/document/mask.ts'
import type { ArtifactId } from '../../../../app/domain/ids.ts'
import { plane, type Rgba8, rgba8, type Size } from '../../../../app/domain/raster.ts'
import { adjustPixels } from '../../../../app/raster/adjust/adjust-pixels.ts'
import { castShadowOf } from '../../../../app/raster/paint/cast-shadow.ts'
import type { PixelBase, PixelRecipe } from '../../../../app/raster/paint/draw-list.ts'
import { cutPixels, type PixelInputs, preparePixels, scaleOf } from '../../../../app/raster/paint/prepare-pixels.ts'
import { resamplePicture } from '../../../../app/raster/resample-picture.ts'

const ARTIFACT = `sha256-${'1'.repeat(64)}` as ArtifactId
const SIZE = { width: 160, height: 120 }
const PICTURE = { assetId: `ast_${'0'.repeat(20)}`, hash: '2'.repeat(64), ...SIZE } as Extract<PixelBase, { kind: 'picture' }>['picture']

/** Smooth waves over a slope: what a photograph out of focus looks like. */
const scene = ({ width, height }: Size): Rgba8 => {
  const out = rgba8(width, height)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) {
      const [u, v] = [(x + 0.5) / width, (y + 0.5) / height]
      out.data.set([40 + 180 * u, 120 + 70 * Math.sin(12 * u) * Math.cos(9 * v), 200 - 150 * v, 255], i)
    }
  }
  return out
}

const oval = plane(
  80,
  60,
  Float32Array.from({ length: 80 * 60 }, (_, i) =>
    Math.max(0, Math.min(1, 8 - 8 * Math.hypot(((i % 80) - 39.5) / 30, (Math.floor(i / 80) - 29.5) / 24))),
  ),
)
const filled = ({ width, height }: Size): Rgba8 => {
  const out = rgba8(width, height)
  for (let i = 0; i < out.data.length; i += 4) out.data.set([10, 200, 30, 255], i)
  return out
}
const given = (picture: Rgba8 | null): PixelInputs => ({ picture, artifacts: new Map([[ARTIFACT, oval]]), paintPlain: filled })
const recipe = (more: Partial<PixelRecipe>): PixelRecipe => ({
  base: { kind: 'picture', picture: PICTURE },
  size: SIZE,
  upscale: null,
  mask: null,
  adjustments: null,
  colourSpace: 'srgb',
  ...more,
})
const cutOut = (more: Partial<Mask>): Mask => ({
  ...maskSchema.parse({}),
  source: { kind: 'cut-out', artifact: ARTIFACT, subject: 'person', seeds: [] },
  ...more,
})
const pixel = ({ width, data }: Rgba8, x: number, y: number): number[] => [...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4)]

/** The largest difference of two pictures of one size, over pixels that are seen in both; and of their alpha. */
function apart(a: Rgba8, b: Rgba8): { colour: number; alpha: number } {
  expect([a.width, a.height]).toEqual([b.width, b.height])
  let [colour, alpha] = [0, 0]
  for (let i = 0; i < a.data.length; i++) {
    const difference = Math.abs((a.data[i] ?? 0) - (b.data[i] ?? 0))
    if (i % 4 === 3) alpha = Math.max(alpha, difference)
    else if ((a.data[i | 3] ?? 0) > 40 && (b.data[i | 3] ?? 0) > 40) colour = Math.max(colour, difference)
  }
  return { colour, alpha }
}

describe('the pixels of a layer', () => {
  it('are the very picture where nothing is done to it', () => {
    const picture = scene(SIZE)
    expect(preparePixels(recipe({}), given(picture), 1)).toBe(picture)
  })

  it('change nothing of what they are made from', () => {
    const picture = scene(SIZE)
    const before = picture.data.slice()
    const mask = cutOut({ decontaminate: 1, featherPx: 6, shiftPx: 2, inverted: true })
    preparePixels(recipe({ mask, adjustments: adjustments.parse({ exposure: { ev: 1 }, sharpen: { amount: 1 } }) }), given(picture), 1)
    expect(picture.data).toEqual(before)
  })

  it('need the picture and the masks that are named', () => {
    expect(() => preparePixels(recipe({}), given(null), 1)).toThrow(RangeError)
    expect(() => preparePixels(recipe({ mask: cutOut({}) }), { ...given(scene(SIZE)), artifacts: new Map() }, 1)).toThrow(RangeError)
  })

  it('are those of the cut, then of light and colour', () => {
    const light = adjustments.parse({ contrast: { amount: 0.5 }, sharpen: { amount: 1 } })
    const whole = recipe({
      mask: cutOut({ featherPx: 3 }),
      adjustments: light,
      upscale: { enabled: true, factor: 2, method: 'bicubic', protectSkin: true },
    })
    const inputs = given(scene(SIZE))
    expect(preparePixels(whole, inputs, 0.7)).toEqual(adjustPixels(cutPixels(whole, inputs, 0.7), light, scaleOf(whole, 0.7)))
  })

  it.each([
    ['a plain picture', {}],
    [
      'light and colour',
      { adjustments: adjustments.parse({ exposure: { ev: 0.5 }, shadows: { amount: 0.5 }, saturation: { amount: 0.3 } }) },
    ],
    ['a soft mask', { mask: cutOut({ featherPx: 12, shiftPx: 3 }) }],
    [
      'strokes',
      {
        mask: maskSchema.parse({
          source: { kind: 'none' },
          featherPx: 6,
          strokes: [
            {
              id: 'a',
              mode: 'add',
              width: 0.4,
              points: [
                [0.3, 0.3],
                [0.6, 0.7],
              ],
            },
          ],
        }),
      },
    ],
    ['a clean edge', { mask: cutOut({ featherPx: 6, decontaminate: 0.7 }) }],
    ['upscaling', { upscale: { enabled: true, factor: 2, method: 'edge-directed', protectSkin: false } }],
    [
      'a covering ground',
      {
        base: { kind: 'cover', fill: { kind: 'picture', picture: PICTURE, x: 0.2, y: 0.8, blurPx: 0 } },
        size: { width: 100, height: 140 },
      },
    ],
    [
      'a covering blurred ground',
      {
        base: { kind: 'cover', fill: { kind: 'picture', picture: PICTURE, x: 0.2, y: 0.8, blurPx: 24 } },
        size: { width: 100, height: 140 },
      },
    ],
    [
      'a blurred ground',
      { base: { kind: 'blurred', picture: PICTURE, map: { a: 0.5, b: -0.2, tx: 40, c: 0.2, d: 0.5, ty: 20 }, blurPx: 30 } },
    ],
  ] as [string, Partial<PixelRecipe>][])('of %s look at half the scale as the real ones made smaller', (_, more) => {
    const whole = recipe(more)
    const real = preparePixels(whole, given(scene(SIZE)), 1)
    const preview = preparePixels(whole, given(scene({ width: 80, height: 60 })), 0.5)
    const { colour, alpha } = apart(preview, resamplePicture(real, preview))
    expect(colour).toBeLessThan(12)
    expect(alpha).toBeLessThan(22)
  })

  it('follow the mask, its inversion and what was cut before', () => {
    const cut = preparePixels(recipe({ mask: cutOut({}) }), given(scene(SIZE)), 1)
    expect([pixel(cut, 80, 60)[3], pixel(cut, 2, 2)[3]]).toEqual([255, 0])
    expect(pixel(cut, 80, 60)).toEqual(pixel(scene(SIZE), 80, 60))
    const turned = preparePixels(recipe({ mask: cutOut({ inverted: true }) }), given(scene(SIZE)), 1)
    expect([pixel(turned, 80, 60)[3], pixel(turned, 2, 2)[3]]).toEqual([0, 255])
    const glass = scene(SIZE)
    for (let i = 3; i < glass.data.length; i += 4) glass.data[i] = 100
    expect(pixel(preparePixels(recipe({ mask: cutOut({}) }), given(glass), 1), 80, 60)[3]).toBe(100)
  })

  it('lose the colour of the old ground at their edge, as far as that is asked for', () => {
    const ground = rgba8(SIZE.width, SIZE.height)
    for (let i = 0; i < SIZE.width * SIZE.height; i++) {
      const share = Math.max(0, Math.min(1, 8 - 8 * Math.hypot(((i % 160) - 79.5) / 60, (Math.floor(i / 160) - 59.5) / 48)))
      ground.data.set([200 * share, 40 * share, 255 * (1 - share) + 60 * share, 255], 4 * i)
    }
    const edgeBlue = (amount: number): number => {
      const out = preparePixels(recipe({ mask: cutOut({ decontaminate: amount }) }), given(ground), 1)
      let [sum, count] = [0, 0]
      for (let i = 0; i < out.data.length; i += 4) {
        const alpha = out.data[i + 3] ?? 0
        if (alpha > 40 && alpha < 215) {
          sum += out.data[i + 2] ?? 0
          count++
        }
      }
      return sum / count
    }
    expect(edgeBlue(0)).toBeGreaterThan(120)
    expect(edgeBlue(0.5)).toBeLessThan(edgeBlue(0) - 25)
    expect(edgeBlue(1)).toBeLessThan(75)
  })

  it('are painted where a plain fill is changed', () => {
    const out = preparePixels(
      recipe({ base: { kind: 'plain', fill: { kind: 'colour', colour: '#0ac81e' } }, mask: cutOut({ inverted: true }) }),
      given(null),
      0.5,
    )
    expect([out.width, out.height]).toEqual([80, 60])
    expect(pixel(out, 1, 1)).toEqual([10, 200, 30, 255])
    expect(pixel(out, 40, 30)[3]).toBe(0)
  })

  it('cover a canvas with the part that is to stay in sight', () => {
    const cover = (x: number): Rgba8 =>
      preparePixels(
        recipe({
          base: { kind: 'cover', fill: { kind: 'picture', picture: PICTURE, x, y: 0, blurPx: 0 } },
          size: { width: 60, height: 120 },
        }),
        given(scene(SIZE)),
        1,
      )
    expect(cover(0)).toEqual(resamplePicture(scene(SIZE), { width: 60, height: 120 }, { x: 0, y: 0, width: 60, height: 120 }))
    expect(pixel(cover(1), 59, 50)).toEqual(pixel(scene(SIZE), 159, 50))
    expect(pixel(cover(0.5), 0, 50)).toEqual(pixel(scene(SIZE), 50, 50))
  })

  it('have steps too fine to see in a blurred ground', () => {
    const slope = rgba8(400, 30)
    for (let i = 0; i < 400 * 30; i++) slope.data.set([100 + (i % 400) / 40, 100, 100, 255], 4 * i)
    const picture = { ...PICTURE, width: 400, height: 30 }
    const out = preparePixels(
      recipe({
        base: { kind: 'blurred', picture, map: { a: 1, b: 0, tx: 0, c: 0, d: 1, ty: 0 }, blurPx: 60 },
        size: { width: 400, height: 30 },
      }),
      given(slope),
      1,
    )
    // Ten steps over 400 pixels; without noise each of them is a line.
    const changes = Array.from({ length: 300 }, (_, x) => pixel(out, x + 50, 15)[0] !== pixel(out, x + 51, 15)[0]).filter(Boolean).length
    expect(changes).toBeGreaterThan(40)
  })
})

describe('a shadow', () => {
  const outline = (scale: number): Rgba8 => {
    const out = rgba8(SIZE.width * scale, SIZE.height * scale)
    for (let y = 0, i = 3; y < out.height; y++)
      for (let x = 0; x < out.width; x++, i += 4)
        out.data[i] = Math.hypot(x + 0.5 - 80 * scale, y + 0.5 - 60 * scale) < 40 * scale ? 255 : 0
    return out
  }
  /** Alpha of a shadow at a place of its layer. */
  const at = ({ image, box }: ReturnType<typeof castShadowOf>, x: number, y: number): number =>
    image.data[
      4 * (Math.floor(((y - box.y) / box.height) * image.height) * image.width + Math.floor(((x - box.x) / box.width) * image.width)) + 3
    ] ?? -1

  it('lies where its layer lies, as dark as it, and soft by its softness', () => {
    const cast = castShadowOf(outline(1), { size: SIZE, softnessPx: 16 })
    expect(at(cast, 80, 60)).toBeGreaterThan(250)
    expect(at(cast, 120, 60)).toBeGreaterThan(90)
    expect(at(cast, 120, 60)).toBeLessThan(150)
    expect(at(cast, 150, 60)).toBeLessThan(6)
    expect(cast.box.x).toBeLessThan(-20)
    expect(cast.image.data.every((value, i) => i % 4 === 3 || value === 0)).toBe(true)
  })

  it('looks the same whatever the layer was made at', () => {
    const [real, preview] = [
      castShadowOf(outline(1), { size: SIZE, softnessPx: 24 }),
      castShadowOf(outline(0.5), { size: SIZE, softnessPx: 24 }),
    ]
    expect(preview.box).toEqual(real.box)
    for (let y = -10; y < 130; y += 7)
      for (let x = -10; x < 170; x += 7) expect(Math.abs(at(real, x, y) - at(preview, x, y))).toBeLessThan(5)
  })

  it('without softness is the outline itself', () => {
    const { image, box } = castShadowOf(outline(1), { size: SIZE, softnessPx: 0 })
    expect(box).toEqual({ x: 0, y: 0, ...SIZE })
    expect(image.data).toEqual(outline(1).data)
  })
})
