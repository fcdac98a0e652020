// One call from plain parameters to a picture with ground truth.

import type { Backdrop } from './backdrop.ts'
import { type BodyShape, HAIR, type HairStyle, SHAPES, SKIN } from './body.ts'
import { type Camera, fitted } from './camera.ts'
import { figureLayer } from './figure.ts'
import { type Flat, flatten, type Garment } from './garment/flat.ts'
import { bareUnder, wear } from './garment/worn.ts'
import { hex, mix3 } from './math.ts'
import { POSES, type Pose, type Skeleton, solve } from './pose.ts'
import { type Material, type Rendered, render } from './render.ts'
import type { Layer } from './sdf.ts'
import { bareSurface, type Look } from './skin.ts'

/** Plain base clothing, in wearing order. */
export const OUTFITS: Record<string, Garment[]> = {
  bare: [],
  tankShorts: [
    { kind: 'shorts', fabric: { weave: 'plain', base: hex('#565c66') } },
    { kind: 'tank', fabric: { weave: 'knit', base: hex('#d9d6d0') } },
  ],
  longTrousers: [
    { kind: 'trousers', fabric: { weave: 'plain', base: hex('#3c4048') } },
    { kind: 'longsleeve', fabric: { weave: 'plain', base: hex('#a9b3bd') } },
  ],
  teeTrousers: [
    { kind: 'trousers', fabric: { weave: 'denim', base: hex('#3f5a85') } },
    { kind: 'tee', fabric: { weave: 'plain', base: hex('#ece9e3') } },
  ],
}

const cache = new Map<Garment, Flat>()
/** Flat cloth of a garment, drawn once. */
export function flatOf(g: Garment): Flat {
  const known = cache.get(g)
  if (known !== undefined) return known
  const flat = flatten(g)
  cache.set(g, flat)
  return flat
}

/** What remains on when `g` is tried on over `outfit`: a top replaces a top, a bottom a bottom, a dress both. */
export function dressed(outfit: Garment[], g: Garment): Garment[] {
  const isTop = (x: Garment): boolean => flatOf(x).pattern.cut.family === 'top'
  const keep = outfit.filter((x) => (g.kind === 'dress' ? false : isTop(x) !== isTop(g)))
  return isTop(g) ? [...keep, g] : [g, ...keep]
}

export interface PersonOptions {
  shape: string | BodyShape
  skin: string
  hair: HairStyle
  hairColour: string
  pose: string | Pose
  outfit: string | Garment[]
  backdrop: Backdrop
  seed: number
  width: number
  height: number
  camera?: Camera
  /** Layer whose coverage `picture.top` reports; by default the outermost. Index into the outfit. */
  watch?: Garment
  /** Also tell where the watched garment lies behind what hides it. */
  alone?: boolean
}

export interface Person {
  skeleton: Skeleton
  shape: BodyShape
  camera: Camera
  picture: Rendered
}

export function person(o: PersonOptions): Person {
  const shape = typeof o.shape === 'string' ? SHAPES[o.shape] : o.shape,
    skeleton = solve(typeof o.pose === 'string' ? POSES[o.pose] : o.pose, shape)
  const skin = SKIN[o.skin],
    outfit = typeof o.outfit === 'string' ? OUTFITS[o.outfit] : o.outfit
  const look: Look = { skin, hair: HAIR[o.hairColour], lips: mix3(skin, hex('#a03c3e'), 0.5), iris: hex('#4a3524'), shoes: hex('#4c5158') }
  const layers: Layer[] = [figureLayer(skeleton, shape, o.hair)],
    materials: Material[] = [(p, id, s) => bareSurface(p, id.part, skeleton, look, s)]
  let under = bareUnder(skeleton, shape),
    watch = outfit.length
  outfit.forEach((g, i) => {
    const w = wear(flatOf(g), skeleton, shape, under, o.seed * 13.7 + i * 3.1)
    layers.push(w.layer)
    materials.push(w.material)
    under = w.under
    if (g === o.watch) watch = i + 1
  })
  const camera = o.camera ?? fitted(Object.values(skeleton.landmarks), o.width / o.height, shape.height)
  const picture = render(
    { layers, materials, skeleton, backdrop: o.backdrop, camera, seed: o.seed, watch, alone: o.alone },
    o.width,
    o.height,
  )
  return { skeleton, shape, camera, picture }
}
