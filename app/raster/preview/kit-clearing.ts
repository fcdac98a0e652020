import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { OtherHalf } from '../../domain/outfit.ts'
import type { Plane, Rgb8, Size } from '../../domain/raster.ts'
import type { BodyParts } from '../body/parts.ts'
import { asClearingSees } from '../drape/brush-scene.ts'
import { type ClearedScene, clearScene } from '../drape/clear-scene.ts'
import type { Scene, Worn } from '../drape/scene.ts'
import { resizePlane } from '../resample.ts'

/**
 * How well the old garment is taken off anew: `moving` while a hand paints, at half the analysis size and only where strokes over the
 * old garment ask for it (40 ms instead of 130); `still` as a draft does it.
 */
export type Pace = 'moving' | 'still'

export interface Cleared {
  readonly cleared: ClearedScene
  /** What the garment is laid on; undefined where it is worn alone. */
  readonly worn?: Worn | undefined
}

interface FoundPerson extends Cleared {
  readonly scene: Scene
  readonly region: GarmentRegion
  readonly otherHalf: OtherHalf
}

/** Takes the old garment off a scene that was painted over. `asked` differs where strokes over the old garment do. */
export type Clearing = (brushed: Scene, asked: { readonly pace: Pace; readonly oldStrokes: string }) => Cleared

/** What the strokes do not concern stays as it was found, and what was made for the same masks is not made anew. */
export function createClearing(found: FoundPerson): Clearing {
  const asFound: Cleared = { cleared: found.cleared, worn: found.worn }
  const bare = new Map<Pace, ClearedScene>()
  let last: { readonly oldStrokes: string; readonly seen: Scene | null; readonly pace: Pace; readonly cleared: Cleared } = {
    oldStrokes: '[]',
    seen: null,
    pace: 'still',
    cleared: asFound,
  }
  const anew = (seen: Scene, pace: Pace): Cleared => {
    const clear = (scene: Scene): ClearedScene => clearScene(pace === 'moving' ? coarse(scene) : scene, found)
    const now = clear(seen)
    if (found.worn === undefined) return { cleared: now }
    const before = bare.get(pace) ?? clear(found.scene)
    bare.set(pace, before)
    const picture = patch(found.worn, { before: before.picture, now: now.picture })
    // Other garments hide most of the old one by now: what light fell on it was measured before.
    return { cleared: { ...found.cleared, picture }, worn: { ...found.worn, picture } }
  }
  return (brushed, { pace, oldStrokes }) => {
    // What is painted to the front shows the photo at once; the rim beside it can wait until the hand rests.
    if (pace === 'moving' && oldStrokes === last.oldStrokes) return last.cleared
    const seen = asClearingSees(found.scene, brushed, found.region)
    const isKnown = last.seen !== null && (last.pace === 'still' || pace === 'moving') && isAlike(seen, last.seen)
    const cleared = isAlike(seen, found.scene) ? asFound : isKnown ? last.cleared : anew(seen, pace)
    last = { oldStrokes, seen, pace: isKnown ? last.pace : pace, cleared }
    return cleared
  }
}

function isAlike(a: Scene, b: Scene): boolean {
  return (
    isEqual(a.layers.data, b.layers.data) &&
    (['oldUpper', 'oldLower', 'front'] as const).every((part) => isEqual(a.parts[part].data, b.parts[part].data))
  )
}

function isEqual(a: Uint8Array | Float32Array, b: Uint8Array | Float32Array): boolean {
  if (a === b) return true
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** The same scene with its parts at half their size. */
function coarse(scene: Scene): Scene {
  const { parts } = scene
  const size: Size = { width: (parts.person.width + 1) >> 1, height: (parts.person.height + 1) >> 1 }
  const half = (mask: Plane): Plane => resizePlane(mask, size)
  const small: BodyParts = {
    ...parts,
    scale: (parts.scale * size.width) / parts.person.width,
    person: half(parts.person),
    skin: half(parts.skin),
    oldUpper: half(parts.oldUpper),
    oldLower: half(parts.oldLower),
    arms: [half(parts.arms[0]), half(parts.arms[1])],
    front: half(parts.front),
  }
  return { ...scene, parts: small }
}

/** The picture under a garment where taking off more, or less, changes it; new cloth that is on already hides that. */
function patch({ picture, cloth }: Worn, { before, now }: { readonly before: Rgb8; readonly now: Rgb8 }): Rgb8 {
  const data = picture.data.slice()
  for (let i = 0, o = 0; i < cloth.data.length; i++, o += 3) {
    if (cloth.data[i] > 0) continue
    for (let k = 0; k < 3; k++) if (now.data[o + k] !== before.data[o + k]) data[o + k] = now.data[o + k]
  }
  return { ...picture, data }
}
