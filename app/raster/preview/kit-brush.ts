import type { BrushStroke } from '../../domain/brush-stroke.ts'
import { type Rgba8, rgba8, type Size } from '../../domain/raster.ts'
import { sceneStrokes } from '../../domain/strokes-for.ts'
import { brushScene } from '../drape/brush-scene.ts'
import type { ClearedScene } from '../drape/clear-scene.ts'
import { measureOldTop, type OldTop } from '../drape/old-top.ts'
import { scaleCleared, scaleScene } from '../drape/scale-scene.ts'
import { type Scene, sceneMaskAt } from '../drape/scene.ts'
import { resizeRgba } from '../resample.ts'
import { createClearing, type Pace } from './kit-clearing.ts'
import type { RewarpKit } from './rewarp-kit.ts'

/** The person of a kit with strokes painted over their masks. */
export interface BrushedPerson {
  readonly scene: Scene
  readonly cleared: ClearedScene
  /** Garments that lie over this one, without what was painted in front of them. */
  readonly above: Rgba8 | null
  /** Null while the old top ends where it was found to. */
  readonly oldTop: OldTop | null
}

export interface PersonBrush {
  /** The same object comes back while nothing is another. */
  paint(strokes: readonly BrushStroke[], pace: Pace): BrushedPerson
}

/** Paints over the masks of a kit's person at a size of the preview, by the kernels of the draft's stages. */
export function createPersonBrush(kit: RewarpKit, size: Size): PersonBrush {
  const found = foundPerson(kit, size)
  const clear = createClearing({ ...kit, ...found, worn: found.scene.worn })
  const k = size.width / kit.crop.width
  const place = {
    crop: { x: kit.crop.x * k, y: kit.crop.y * k, width: size.width, height: size.height },
    picture: { width: kit.picture.width * k, height: kit.picture.height * k },
  }
  let last: { readonly key: string; readonly pace: Pace; readonly person: BrushedPerson } = { key: '[]', pace: 'still', person: found }
  const painted = (strokes: ReturnType<typeof sceneStrokes>, pace: Pace): BrushedPerson => {
    const { scene, isTopChanged } = brushScene(
      { ...found.scene, crop: place.crop },
      { picture: place.picture, region: kit.region, strokes },
    )
    const oldStrokes = JSON.stringify(strokes.filter(({ mask }) => mask === 'old-garment'))
    const { cleared, worn } = clear(scene, { pace, oldStrokes })
    return {
      scene: worn === undefined ? scene : { ...scene, worn },
      cleared,
      above: found.above === null ? null : hideBehind(found.above, { front: scene, found: found.scene }),
      // While the hand moves the garment stays where it is: fitting it anew can wait.
      oldTop: pace === 'moving' ? last.person.oldTop : isTopChanged ? oldTopNow(scene, found.scene) : null,
    }
  }
  return {
    paint(all, pace) {
      const strokes = sceneStrokes({ joints: [], anchors: [], strokes: [...all] }, kit)
      const key = JSON.stringify(strokes)
      if (key === last.key && (pace === 'moving' || last.pace === 'still')) return last.person
      last = { key, pace: strokes.length === 0 ? 'still' : pace, person: strokes.length === 0 ? found : painted(strokes, pace) }
      return last.person
    },
  }
}

function foundPerson(kit: RewarpKit, size: Size): BrushedPerson {
  const isWhole = size.width === kit.scene.photo.width
  return {
    scene: isWhole ? kit.scene : scaleScene(kit.scene, size),
    cleared: isWhole ? kit.cleared : scaleCleared(kit.cleared, size),
    above: kit.above === null || kit.above.width === size.width ? kit.above : resizeRgba(kit.above, size),
    oldTop: null,
  }
}

/** In an outfit, garments below hide a part of the old top: where the strokes change nothing of the rest, what was measured before holds. */
function oldTopNow(scene: Scene, found: Scene): OldTop | null {
  const now = measureOldTop(scene)
  if (found.worn === undefined) return now
  const before = measureOldTop(found)
  return now.oldHem === before.oldHem && now.oldFront === before.oldFront ? null : now
}

/** What was painted to the front is in front of the garments above, too. */
function hideBehind(above: Rgba8, { front, found }: { readonly front: Scene; readonly found: Scene }): Rgba8 {
  const [frontAt, foundAt] = [sceneMaskAt(front.layers, 'front'), sceneMaskAt(found.layers, 'front')]
  const out = rgba8(above.width, above.height)
  out.data.set(above.data)
  for (let i = 0, o = 3; o < out.data.length; i++, o += 4)
    if (frontAt(i) > foundAt(i)) out.data[o] = Math.min(out.data[o], 255 * (1 - frontAt(i)))
  return out
}
