import { type Plane, plane, type Rgb8, rgb8 } from '../../../app/domain/raster.ts'
import { blur } from '../../../app/raster/blur.ts'
import { ciede2000, type Lab, labOfSrgb, linearToSrgb } from '../../../app/raster/colour.ts'

/** Defects that are made on a finished draft, inside the mask of what shows the garment. */

/** A seeded stream of numbers 0..1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export interface ColourShift {
  /** What is added to L, a and b. */
  readonly lab: Lab
  /** CIEDE2000 of the garment's median colour before and after, as it came out in bytes. */
  readonly deltaE: number
}

/** A shift by `wantedDeltaE` in a seeded direction of L, a, b that stays inside sRGB. */
export function chooseShift(
  draft: Rgb8,
  shown: Plane,
  options: { readonly random: () => number; readonly wantedDeltaE: number },
): ColourShift {
  const { random, wantedDeltaE } = options
  const base = medianLab(draft, shown)
  for (let attempt = 0; attempt < 200; attempt++) {
    const [z, turn] = [2 * random() - 1, 2 * Math.PI * random()]
    const flat = Math.sqrt(1 - z * z)
    const direction: Lab = [z, flat * Math.cos(turn), flat * Math.sin(turn)]
    let step = 1
    const at = (k: number): Lab => [base[0] + k * direction[0], base[1] + k * direction[1], base[2] + k * direction[2]]
    while (step < 80 && ciede2000(base, at(step)) < wantedDeltaE) step += 0.25
    const wanted = at(step)
    const [r, g, b] = rgbOfLab(wanted)
    const got = labOfSrgb(r, g, b)
    if (wanted[0] > 2 && wanted[0] < 98 && ciede2000(got, wanted) < 0.6) {
      return { lab: [step * direction[0], step * direction[1], step * direction[2]], deltaE: ciede2000(base, got) }
    }
  }
  throw new Error('No shift of this size stays inside sRGB')
}

export function shiftColour(draft: Rgb8, shown: Plane, { lab }: ColourShift): Rgb8 {
  const out = rgb8(draft.width, draft.height, draft.data.slice())
  for (let i = 0, j = 0; i < shown.data.length; i++, j += 3) {
    const weight = shown.data[i] ?? 0
    if (weight <= 0) continue
    const [l, a, b] = labOfSrgb(draft.data[j] ?? 0, draft.data[j + 1] ?? 0, draft.data[j + 2] ?? 0)
    const moved = rgbOfLab([Math.min(100, Math.max(0, l + lab[0])), a + lab[1], b + lab[2]])
    for (let c = 0; c < 3; c++) out.data[j + c] = Math.round((draft.data[j + c] ?? 0) * (1 - weight) + (moved[c] ?? 0) * weight)
  }
  return out
}

export function medianLab(draft: Rgb8, shown: Plane): Lab {
  const seen: [number[], number[], number[]] = [[], [], []]
  for (let i = 0; i < shown.data.length; i += 7) {
    if ((shown.data[i] ?? 0) < 0.98) continue
    const lab = labOfSrgb(draft.data[3 * i] ?? 0, draft.data[3 * i + 1] ?? 0, draft.data[3 * i + 2] ?? 0)
    for (const c of [0, 1, 2] as const) seen[c].push(lab[c])
  }
  const middle = (values: number[]): number => values.sort((x, y) => x - y)[values.length >> 1] ?? 0
  return [middle(seen[0]), middle(seen[1]), middle(seen[2])]
}

export function rgbOfLab([l, a, b]: Lab): [number, number, number] {
  const fy = (l + 16) / 116
  const inverse = (t: number): number => (t > 0.206893 ? t ** 3 : (t - 16 / 116) / 7.787)
  const [x, y, z] = [0.95047 * inverse(fy + a / 500), inverse(fy), 1.08883 * inverse(fy - b / 200)]
  return [
    linearToSrgb(3.2406 * x - 1.5372 * y - 0.4986 * z),
    linearToSrgb(-0.9689 * x + 1.8758 * y + 0.0415 * z),
    linearToSrgb(0.0557 * x - 0.204 * y + 1.057 * z),
  ]
}

/** The garment out of focus, everything else as it was. */
export function blurGarment(draft: Rgb8, shown: Plane, sigmaPx: number): Rgb8 {
  const out = rgb8(draft.width, draft.height, draft.data.slice())
  for (let c = 0; c < 3; c++) {
    const channel = plane(draft.width, draft.height)
    for (let i = 0; i < channel.data.length; i++) channel.data[i] = draft.data[3 * i + c] ?? 0
    const soft = blur(channel, sigmaPx)
    for (let i = 0; i < channel.data.length; i++) {
      const weight = shown.data[i] ?? 0
      out.data[3 * i + c] = Math.round((draft.data[3 * i + c] ?? 0) * (1 - weight) + (soft.data[i] ?? 0) * weight)
    }
  }
  return out
}
