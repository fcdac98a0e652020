import { type Plane, type Point, plane, type Size } from '../../domain/raster.ts'
import type { Lab } from '../colour.ts'
import { clamp, median } from '../geometry.ts'

/** The colour of a person's skin, from the face. */
export interface SkinModel {
  readonly colour: Lab
  /** False when no face was seen and a usual colour stands in. */
  readonly measured: boolean
}

const USUAL_SKIN: Lab = [62, 18, 20]
/** Spread of skin in hue arc, chroma and lightness: light changes lightness most and hue least. Set by eye. */
const HUE_SPREAD = 7
const CHROMA_SPREAD = 13
const LIGHTNESS_SPREAD = 26

/** Median colour of the disc around nose and mouth. `lab` is 3 interleaved floats a pixel. */
export function measureSkin(
  lab: Float32Array,
  size: Size,
  disc: { readonly centre: Point; readonly radius: number; readonly seen: boolean },
): SkinModel {
  const [cx, cy] = disc.centre
  const samples: [number[], number[], number[]] = [[], [], []]
  for (let y = Math.max(0, Math.floor(cy - disc.radius)); y < Math.min(size.height, cy + disc.radius); y++) {
    for (let x = Math.max(0, Math.floor(cx - disc.radius)); x < Math.min(size.width, cx + disc.radius); x++) {
      if ((x - cx) ** 2 + (y - cy) ** 2 >= disc.radius ** 2) continue
      const i = 3 * (y * size.width + x)
      for (const c of [0, 1, 2] as const) samples[c].push(lab[i + c])
    }
  }
  if (!disc.seen || samples[0].length <= 10) return { colour: USUAL_SKIN, measured: false }
  return { colour: [median(samples[0]), median(samples[1]), median(samples[2])], measured: true }
}

/**
 * How well each pixel fits the skin, 0..1, times the person mask. Hue is compared as an arc at the skin's chroma, so that
 * a pink shirt differs from a tanned arm although their lightness agrees.
 */
export function skinProbability(lab: Float32Array, person: Plane, skin: SkinModel): Plane {
  const out = plane(person.width, person.height)
  const [lightness, a, b] = skin.colour
  const angle = Math.atan2(b, a)
  const chroma = Math.hypot(a, b)
  for (let i = 0; i < out.data.length; i++) {
    if (person.data[i] <= 0) continue
    const j = 3 * i
    let turn = Math.atan2(lab[j + 2], lab[j + 1]) - angle
    turn -= 2 * Math.PI * Math.round(turn / (2 * Math.PI))
    const distance =
      ((turn * chroma) / HUE_SPREAD) ** 2 +
      ((Math.hypot(lab[j + 1], lab[j + 2]) - chroma) / CHROMA_SPREAD) ** 2 +
      ((lab[j] - lightness) / LIGHTNESS_SPREAD) ** 2
    out.data[i] = clamp(person.data[i] * Math.exp(-0.5 * distance), 0, 1)
  }
  return out
}
