import type { GarmentRegion } from '../../domain/garment-region.ts'
import { type Plane, plane, type Rgba8, rgba8 } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { torsoRatio } from '../body/body.ts'
import { placeOf } from '../body/frame.ts'
import { type Limb, limbCover, limbPlace } from '../body/limb.ts'
import { necklineMiddle } from '../body/neckline-middle.ts'
import type { LayerName } from '../fit/fit.ts'
import type { WornExtent } from '../fit/worn-fit.ts'
import { quantile, smooth } from '../geometry.ts'
import { dilate, mapPlane } from '../morphology.ts'
import { pushPull } from '../push-pull.ts'
import { resizePlane, resizeRgb, samplePlane } from '../resample.ts'
import type { Scene } from './scene.ts'
import type { Texture } from './texture.ts'

/** A garment cut from a photo of somebody wearing it, as the layers it is worn in. */
export interface WornGarment {
  readonly extent: WornExtent
  readonly textureOf: (name: LayerName) => Texture
}

/**
 * Cuts a worn garment into trunk and limbs. What arms hide of the trunk is filled from around; the limbs keep their cloth.
 *
 * @param garment the garment's mask, 0..1, at the photo's size.
 */
export function cutWorn(scene: Scene, garment: Plane, region: GarmentRegion): WornGarment {
  const small = resizePlane(garment, scene.parts.person)
  const extent = extentOf(scene, small, region)
  const limbs = region === 'lower' ? scene.body.legs : scene.body.arms
  const areas = [limbArea(scene, limbs[0], region), limbArea(scene, limbs[1], region)] as const
  const trunk = trunkTexture(scene, { garment, small, areas, region, extent })
  const limb = (side: 0 | 1): Texture => limbTexture(scene, garment, areas[side])
  const cached = new Map<LayerName, Texture>()
  return {
    extent,
    textureOf(name) {
      const known = cached.get(name)
      if (known) return known
      const side = name === 'sleeve-left' || name === 'leg-left' ? 0 : 1
      const texture = name === 'torso' || name === 'hips' || name === 'back' ? trunk : limb(side)
      cached.set(name, texture)
      return texture
    },
  }
}

/** How far a worn garment reaches over the body it is on. `garment` is its mask at the photo's size. */
export function measureWornExtent(scene: Scene, garment: Plane, region: GarmentRegion): WornExtent {
  return extentOf(scene, resizePlane(garment, scene.parts.person), region)
}

function extentOf({ body, parts }: Scene, small: Plane, region: GarmentRegion): WornExtent {
  const levels: number[] = []
  for (let i = 0; i < small.data.length; i += 3) {
    if (small.data[i] <= 0.5) continue
    const { s, ratio } = torsoRatio(body, ((i % small.width) + 0.5) / parts.scale, (Math.floor(i / small.width) + 0.5) / parts.scale)
    // Hands on hips and hanging sleeves reach below the hem.
    if (ratio < 0.8) levels.push(s / body.frame.torsoLength)
  }
  const sleeves = [limbCover(body.arms[0], small, parts.scale), limbCover(body.arms[1], small, parts.scale)] as const
  const legs =
    region === 'lower' ? ([legEnd(body.legs[0], small, parts.scale), legEnd(body.legs[1], small, parts.scale)] as const) : ([0, 0] as const)
  const front = region === 'lower' ? null : necklineMiddle(body, { cloth: small, skin: parts.skin, scale: parts.scale })
  return { region, from: quantile(levels, 0.005), to: quantile(levels, 0.995), sleeves, legs, front }
}

/** A skirt covers both thighs as one; legs of their own begin where the cloth follows each knee or ends as shorts do. */
function legEnd(leg: Limb, small: Plane, scale: number): number {
  return leg.usable ? limbCover(leg, small, scale) : 0
}

/** An arm hangs beside the chest up to here (bones). */
const ON_CHEST = 0.7

/** Where a limb covers the picture, a little wider than its radius; 0 or 1 at analysis size. */
function limbArea({ body, parts }: Scene, limb: Limb, region: GarmentRegion): Plane {
  const out = plane(parts.person.width, parts.person.height)
  if (!limb.usable) return out
  const torso = body.frame.torsoLength
  for (let i = 0; i < out.data.length; i++) {
    if (parts.person.data[i] < 0.1) continue
    const x = ((i % out.width) + 0.5) / parts.scale
    const y = (Math.floor(i / out.width) + 0.5) / parts.scale
    const place = limbPlace(limb, x, y)
    if (region === 'lower') {
      if (place.along > 0.12 && place.ratio < 1.4 && torsoRatio(body, x, y).s > 1.12 * torso) out.data[i] = 1
    } else if (place.ratio < 1.3 && place.along > 0.02 && place.along < 2.2) {
      // What a hanging upper arm has beside it on the chest belongs to the trunk: carried along with the sleeve it covered the print.
      const isChest = place.along < ON_CHEST && place.ratio > 0.6 && torsoRatio(body, x, y).ratio < 0.9
      if (!isChest) out.data[i] = 1
    }
  }
  return out
}

interface TrunkInput {
  readonly garment: Plane
  readonly small: Plane
  readonly areas: readonly [Plane, Plane]
  readonly region: GarmentRegion
  readonly extent: WornExtent
}

function trunkTexture(scene: Scene, { garment, small, areas, region, extent }: TrunkInput): Texture {
  const { body, parts, photo } = scene
  const torso = body.frame.torsoLength
  const tips = body.shoulders.tips.map(([x, y]) => placeOf(body.frame, x, y))
  const hole = plane(small.width, small.height)
  const inside = plane(small.width, small.height)
  for (let i = 0; i < hole.data.length; i++) {
    const x = ((i % small.width) + 0.5) / parts.scale
    const y = (Math.floor(i / small.width) + 0.5) / parts.scale
    const { s, u, ratio } = torsoRatio(body, x, y)
    // Above the armpits the trunk ends at the shoulder where a sleeve of its own follows.
    const side = u < 0 ? 0 : 1
    const isShoulder = s < 0.25 * torso && (extent.sleeves[side] < 0.2 || Math.abs(u) < 1.06 * Math.abs(tips[side].u))
    inside.data[i] = ratio < 1.06 || isShoulder || region === 'lower' ? 1 : 0
    const isTrunk = s > (region === 'lower' ? extent.from + 0.02 : 0.12) * torso && s < (extent.to - 0.02) * torso && ratio < 0.97
    const underArm = parts.arms.some((arm, side) => arm.data[i] > 0 && (region === 'lower' || areas[side].data[i] > 0))
    if (
      region === 'lower' ? isTrunk && s < 1.2 * torso && (small.data[i] < 0.5 || underArm) : isTrunk && (small.data[i] < 0.5 || underArm)
    ) {
      hole.data[i] = 1
    }
  }
  const wide = dilate(hole, Math.max(1, 0.03 * body.frame.shoulderWidth * parts.scale))
  for (let i = 0; i < hole.data.length; i++) if (inside.data[i] > 0 && small.data[i] > 0.5) hole.data[i] = wide.data[i]
  const fill = fillColours(
    scene,
    mapPlane(small, (value, i) => (value > 0.97 && hole.data[i] === 0 ? 1 : 0)),
  )
  const softHole = blur(hole, 0.7)
  const softLimbs = mapPlane(areas[0], (value, i) => Math.max(value, areas[1].data[i]))
  const out = rgba8(photo.width, photo.height)
  for (let y = 0, i = 0; y < photo.height; y++) {
    for (let x = 0; x < photo.width; x++, i++) {
      const u = (x + 0.5) * parts.scale
      const v = (y + 0.5) * parts.scale
      const filled = smooth(samplePlane(softHole, u, v))
      const isOwn = samplePlane(inside, u, v) > 0.5 || samplePlane(softLimbs, u, v) < 0.1
      const alpha = Math.max(filled, isOwn ? garment.data[i] : 0)
      if (alpha <= 0) continue
      for (let c = 0; c < 3; c++) {
        const own = photo.data[3 * i + c] * (1 - filled)
        out.data[4 * i + c] = (own + (filled > 0 ? samplePlane(fill[c], u, v) * filled : 0)) * alpha + 0.5
      }
      out.data[4 * i + 3] = 255 * alpha
    }
  }
  return out
}

function limbTexture({ photo, parts }: Scene, garment: Plane, area: Plane): Rgba8 {
  const soft = blur(area, 0.7)
  const out = rgba8(photo.width, photo.height)
  for (let y = 0, i = 0; y < photo.height; y++) {
    for (let x = 0; x < photo.width; x++, i++) {
      if (garment.data[i] <= 0) continue
      const alpha = garment.data[i] * smooth((samplePlane(soft, (x + 0.5) * parts.scale, (y + 0.5) * parts.scale) - 0.2) / 0.6)
      if (alpha <= 0) continue
      for (let c = 0; c < 3; c++) out.data[4 * i + c] = photo.data[3 * i + c] * alpha + 0.5
      out.data[4 * i + 3] = 255 * alpha
    }
  }
  return out
}

function fillColours({ photo, parts }: Scene, known: Plane): Plane[] {
  const small = resizeRgb(photo, parts.person)
  const channels = [0, 1, 2].map((channel) => {
    const out = plane(small.width, small.height)
    for (let i = 0; i < out.data.length; i++) out.data[i] = small.data[3 * i + channel]
    return out
  })
  return pushPull(channels, known)
}
