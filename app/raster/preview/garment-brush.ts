import type { BrushStroke } from '../../domain/brush-stroke.ts'
import type { GarmentRegion } from '../../domain/garment-region.ts'
import { fitInside } from '../../domain/raster.ts'
import { garmentStrokes } from '../../domain/strokes-for.ts'
import { paintStrokes, strokesIn } from '../brush.ts'
import { colourCutOut } from '../cut-out/cut-colours.ts'
import { measureWornExtent } from '../drape/worn-texture.ts'
import { type MeasuredGarment, measureGarment } from '../garment/measure-garment.ts'
import { turnCutOut } from '../garment/tilt.ts'
import { resizePlane, resizeRgb } from '../resample.ts'
import type { Pace } from './kit-clearing.ts'
import type { FlatKit, RewarpKit, WornKit } from './rewarp-kit.ts'

export interface GarmentBrush {
  /**
   * The kit's garment with strokes painted over its cut-out; the same object while they are the same. While the hand moves it keeps
   * its outline and points.
   *
   * @throws RangeError when nothing of it is left.
   */
  paint(strokes: readonly BrushStroke[], pace: Pace): RewarpKit['garment']
}

/**
 * Paints over the cut-out of a kit's garment as the draft's stages do; its outline and points follow.
 *
 * @param longSide of the preview: the garment's picture is cut at no more than that.
 */
export function createGarmentBrush(kit: RewarpKit, longSide: number): GarmentBrush {
  const paint = kit.garment.kind === 'flat' ? createFlatBrush(kit.garment, longSide) : createWornBrush(kit.garment, kit.region)
  let last: { readonly key: string; readonly pace: Pace; readonly garment: RewarpKit['garment'] } = {
    key: '[]',
    pace: 'still',
    garment: kit.garment,
  }
  return {
    paint(all, pace) {
      const strokes = garmentStrokes({ joints: [], anchors: [], strokes: [...all] }, kit.index)
      const key = JSON.stringify(strokes)
      if (key === last.key && (pace === 'moving' || last.pace === 'still')) return last.garment
      if (strokes.length === 0) last = { key, pace: 'still', garment: kit.garment }
      else last = { key, pace, garment: paint(strokes, pace) }
      return last.garment
    },
  }
}

type Paint = (strokes: ReturnType<typeof garmentStrokes>, pace: Pace) => RewarpKit['garment']

function createFlatBrush(garment: FlatKit, longSide: number): Paint {
  const { source } = garment
  const size = fitInside(source.photo, longSide)
  const isWhole = size.width === source.photo.width
  const photo = isWhole ? source.photo : resizeRgb(source.photo, size)
  const found = isWhole ? source.mask : resizePlane(source.mask, size)
  let measured: MeasuredGarment | null = null
  return (strokes, pace) => {
    const mask = paintStrokes(found, strokesIn(strokes, { picture: found, x: 0, y: 0, scale: 1 }))
    const cut = colourCutOut(photo, mask)
    const isKept = pace === 'moving' && measured !== null
    if (!isKept) measured = measureGarment(cut, garment)
    if (measured === null) throw new RangeError('Nothing of the garment is left')
    const { anchors, box, silhouette, tilt } = measured
    const cutOut = isKept && tilt !== 0 ? turnCutOut(cut, tilt) : isKept ? cut : measured.cutOut
    return { ...garment, cutOut, anchors, box, silhouette: silhouette.mask, source: { photo, mask } }
  }
}

function createWornBrush(garment: WornKit, region: GarmentRegion): Paint {
  let { extent } = garment
  const { mask: found, picture, crop } = garment
  return (strokes, pace) => {
    const mask = paintStrokes(found, strokesIn(strokes, { picture, x: crop.x, y: crop.y, scale: found.width / crop.width }))
    if (pace === 'still') extent = measureWornExtent(garment.wearer, mask, region)
    return { ...garment, mask, extent }
  }
}
