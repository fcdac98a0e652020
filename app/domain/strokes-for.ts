import type { BrushStroke, StrokePath } from './brush-stroke.ts'
import type { BrushedMask } from './brushed-mask.ts'
import type { Corrections } from './corrections.ts'
import type { GarmentRegion } from './garment-region.ts'

/** A mask of a scene that strokes may go over. */
type SceneMask = Exclude<BrushedMask, 'person' | 'garment'>

/** Strokes over the person as a whole. */
export function personStrokes(corrections: Corrections | undefined): StrokePath[] {
  return strokesOf(corrections)
    .filter(({ mask }) => mask === 'person')
    .map(pathOf)
}

/** Strokes over the cut-out of a garment, by its place in the wearing order. */
export function garmentStrokes(corrections: Corrections | undefined, index: number): StrokePath[] {
  return strokesOf(corrections)
    .filter(({ mask, garment }) => mask === 'garment' && (garment ?? 0) === index)
    .map(pathOf)
}

/**
 * Strokes over the masks of one half of the body.
 *
 * @param half.regions where each garment goes, in wearing order.
 */
export function sceneStrokes(
  corrections: Corrections | undefined,
  { region, regions }: { readonly region: GarmentRegion; readonly regions: readonly GarmentRegion[] },
): (StrokePath & { readonly mask: SceneMask })[] {
  return strokesOf(corrections).flatMap((stroke) => {
    const { mask, garment } = stroke
    if (mask === 'person' || mask === 'garment' || (garment !== null && regions[garment] !== region)) return []
    return [{ ...pathOf(stroke), mask }]
  })
}

/** What is painted, without what it was painted for: strokes that do the same are remembered as the same. */
function pathOf({ mode, width, hardness, points }: BrushStroke): StrokePath {
  return { mode, width, hardness, points }
}

function strokesOf(corrections: Corrections | undefined): readonly BrushStroke[] {
  return corrections?.strokes ?? []
}

/**
 * The corrections without the strokes that a page lays anew by itself: those over one garment of a draft and over the half of the
 * body that it goes on. Strokes over the person stay, and those that concern other garments only.
 */
export function withoutStrokesOf<C extends Corrections>(
  corrections: C,
  { index, regions }: { readonly index: number; readonly regions: readonly GarmentRegion[] },
): C {
  const isLaidAnew = ({ mask, garment }: BrushStroke): boolean =>
    mask === 'garment' ? (garment ?? 0) === index : mask !== 'person' && (garment === null || regions[garment] === regions[index])
  return { ...corrections, strokes: corrections.strokes.filter((stroke) => !isLaidAnew(stroke)) }
}
