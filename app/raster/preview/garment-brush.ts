import type { BrushStroke } from '../../domain/brush-stroke.ts'
import { garmentStrokes } from '../../domain/strokes-for.ts'
import { paintStrokes, strokesIn } from '../brush.ts'
import { colourCutOut } from '../cut-out/cut-colours.ts'
import { measureWornExtent } from '../drape/worn-texture.ts'
import { measureGarment } from '../garment/measure-garment.ts'
import type { FlatKit, RewarpKit, WornKit } from './rewarp-kit.ts'

export interface GarmentBrush {
  /**
   * The kit's garment with strokes painted over its cut-out; the same object while they are the same.
   *
   * @throws RangeError when nothing of it is left.
   */
  paint(strokes: readonly BrushStroke[]): RewarpKit['garment']
}

/** Paints over the cut-out of a kit's garment as the draft's stages do; its outline and points follow. */
export function createGarmentBrush(kit: RewarpKit): GarmentBrush {
  let last: { readonly key: string; readonly garment: RewarpKit['garment'] } = { key: '[]', garment: kit.garment }
  return {
    paint(all) {
      const strokes = garmentStrokes({ joints: [], anchors: [], strokes: [...all] }, kit.index)
      const key = JSON.stringify(strokes)
      if (key !== last.key) last = { key, garment: strokes.length === 0 ? kit.garment : painted(kit, strokes) }
      return last.garment
    },
  }
}

type Strokes = ReturnType<typeof garmentStrokes>

function painted({ garment, region }: RewarpKit, strokes: Strokes): RewarpKit['garment'] {
  if (garment.kind === 'flat') return paintFlat(garment, strokes)
  const mask = paintWorn(garment, strokes)
  return { ...garment, mask, extent: measureWornExtent(garment.wearer, mask, region) }
}

function paintFlat(garment: FlatKit, strokes: Strokes): FlatKit {
  const { photo, mask: found } = garment.source
  const mask = paintStrokes(found, strokesIn(strokes, { picture: found, x: 0, y: 0, scale: 1 }))
  const measured = measureGarment(colourCutOut(photo, mask), garment)
  if (measured === null) throw new RangeError('Nothing of the garment is left')
  const { cutOut, anchors, box, silhouette } = measured
  return { ...garment, cutOut, anchors, box, silhouette: silhouette.mask, source: { photo, mask } }
}

function paintWorn({ mask, picture, crop }: WornKit, strokes: Strokes): WornKit['mask'] {
  return paintStrokes(mask, strokesIn(strokes, { picture, x: crop.x, y: crop.y, scale: mask.width / crop.width }))
}
