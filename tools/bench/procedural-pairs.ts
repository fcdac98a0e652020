import type { Garment } from '../../samples/mannequin/garment/flat.ts'
import type { LayGround } from '../../samples/mannequin/garment/flatlay.ts'
import type { Kind } from '../../samples/mannequin/garment/shapes.ts'
import { hex } from '../../samples/mannequin/math.ts'
import type { PersonOptions } from '../../samples/mannequin/person.ts'
import { POSES } from '../../samples/mannequin/pose.ts'

/** Every garment of the mannequin's but the tank, which has no sleeves to measure and is a tee otherwise. */
export const KINDS = ['tee', 'longsleeve', 'hoodie', 'shirt', 'jacket', 'dress', 'skirt', 'trousers', 'shorts'] as const satisfies Kind[]
export const PATTERNS = ['plain', 'stripe', 'check', 'logo'] as const
/** Each garment in each pattern is worn by two persons. */
const PERSONS_PER_GARMENT = 2

type Wear = (typeof KINDS)[number]
type Pattern = (typeof PATTERNS)[number]
export type Look = Omit<PersonOptions, 'width' | 'height' | 'watch' | 'alone'>

/** A person, a garment to be tried on, and the ground on which it was photographed. */
export interface Pair {
  readonly name: string
  readonly kind: Wear
  readonly pattern: Pattern
  readonly pose: string
  readonly look: Look
  readonly garment: Garment
  readonly ground: LayGround
  readonly seed: number
}

const SHAPES = ['neutral', 'slim', 'curvy', 'broad'] as const
const SKINS = ['fair', 'deep', 'tan', 'brown'] as const
const HAIRS = ['short', 'long', 'bun', 'bob', 'bald'] as const
const HAIR_COLOURS = ['black', 'brown', 'red', 'grey', 'blond'] as const
const OUTFITS = ['tankShorts', 'teeTrousers', 'longTrousers'] as const
const BACKDROPS = ['gradient', 'plain', 'warm', 'busy'] as const
/** Cloth, pattern and accent of each type: unlike the clothes below and the grounds. */
const COLOURS: Readonly<Record<Wear, readonly [base: string, second: string, third: string]>> = {
  tee: ['#1f4e79', '#f2efe6', '#f0b23c'],
  longsleeve: ['#8c3b3b', '#ece8df', '#27384f'],
  hoodie: ['#5d7a63', '#f3efe4', '#e4c36a'],
  shirt: ['#b9cbe0', '#274b74', '#8a2f3c'],
  jacket: ['#a4552f', '#ecd9bf', '#2b2d3a'],
  dress: ['#3a2f5a', '#efe6da', '#c98aa0'],
  skirt: ['#8d7a52', '#3f4a3b', '#d9cba0'],
  trousers: ['#6b4f7a', '#e3d9ea', '#2b2d3a'],
  shorts: ['#c2a878', '#4b3a24', '#a63d34'],
}
/** Where the emblem is printed: u, v and radius in metres of the pattern. */
const LOGO_AT: Partial<Record<Wear, readonly [number, number, number]>> = {
  hoodie: [0, 0.27, 0.062],
  shirt: [-0.12, 0.24, 0.045],
  jacket: [0.12, 0.25, 0.05],
  dress: [0, 0.25, 0.07],
  skirt: [0, 0.33, 0.08],
  trousers: [0.14, 0.42, 0.06],
  shorts: [0.15, 0.32, 0.06],
}
const GROUNDS: Readonly<Record<Pattern, LayGround>> = { plain: 'grey', stripe: 'white', check: 'wood', logo: 'white' }

/**
 * The balanced design: 9 types x 4 patterns x 2 persons. The poses go round with a step of 7, so every type meets 6 to 8
 * of them and every pose 4 or 5 garments; the person of a pose is always the same, so that it is drawn and looked at once.
 */
export function listPairs(): Pair[] {
  const poses = Object.keys(POSES)
  const pairs: Pair[] = []
  for (const kind of KINDS) {
    for (const pattern of PATTERNS) {
      for (let copy = 0; copy < PERSONS_PER_GARMENT; copy++) {
        const number = pairs.length
        const at = (number * 7 + Math.floor(number / poses.length)) % poses.length
        const pose = poses[at] ?? 'aPose'
        const garment = garmentOf(kind, pattern)
        const look = lookOf(pose, at)
        pairs.push({ name: `${kind}-${pattern}-${pose}`, kind, pattern, pose, look, garment, ground: GROUNDS[pattern], seed: number + 1 })
      }
    }
  }
  return pairs
}

function lookOf(pose: string, number: number): Look {
  const of = <T>(list: readonly T[], step: number): T => list[(number * step) % list.length] as T
  return {
    shape: of(SHAPES, 1),
    skin: of(SKINS, 3),
    hair: of(HAIRS, 2),
    hairColour: of(HAIR_COLOURS, 1),
    pose,
    outfit: of(OUTFITS, 1),
    backdrop: BACKDROPS[(number + Math.floor(number / 4)) % BACKDROPS.length] ?? 'plain',
    seed: number + 11,
  }
}

function garmentOf(kind: Wear, pattern: Pattern): Garment {
  const [base, second, third] = COLOURS[kind].map(hex)
  const colours = { base: base ?? [0, 0, 0], ...(second && { second }), ...(third && { third }) } as const
  if (pattern !== 'logo') return { kind, fabric: { weave: pattern, ...colours, pitch: pattern === 'stripe' ? 0.04 : 0.06 } }
  const at = LOGO_AT[kind]
  const onLeg = kind === 'trousers' || kind === 'shorts' ? ({ logoOn: 'legL' } as const) : {}
  return {
    kind,
    fabric: { weave: 'plain', ...colours, logo: kind === 'hoodie' ? 'rings' : 'peak', ...(at && { logoAt: [...at] }), ...onLeg },
  }
}
