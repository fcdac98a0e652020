import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { Plane, Point, Rgb8 } from '../../domain/raster.ts'
import type { Body } from '../body/body.ts'
import type { BodyParts } from '../body/parts.ts'
import { length } from '../geometry.ts'
import { type ClothView, layOut } from './cloth-patch.ts'
import { type ComparedColour, clothColours, colourScale, compareColours } from './colour-truth.ts'
import type { ExpectedLay } from './expected-lay.ts'
import { measurePattern, type PatternSpectrum } from './pattern-spectrum.ts'
import { comparePatterns, isStriped, type PatternChange, type Stripes, stripesOf } from './pattern-truth.ts'
import { type FoundPrint, lookForPrint } from './print-match.ts'
import { findPrints } from './print-region.ts'
import { measureSharpness, type Sharpness } from './sharpness.ts'
import { clothOf, measureShownExtent, type ShownExtent, seenLevel } from './shown-extent.ts'
import { weakestStripe } from './stripe-gap.ts'

/** A picture that shows the garment on a person. */
export interface ShownGarment {
  readonly image: Rgb8
  readonly body: Body
  readonly parts: BodyParts
}

/** The garment's own photograph. */
export interface WantedGarment {
  readonly image: Rgb8
  /** Its cut-out's mask, same size. */
  readonly mask: Plane
  readonly region: GarmentRegion
}

/** The weakest stripe over the usual one, 0..1, in both pictures. */
export interface Evenness {
  readonly garment: number
  readonly result: number
}

/** Everything that is measured, before anything is judged. */
export interface TruthFacts {
  readonly colours: readonly ComparedColour[]
  readonly sharpness: { readonly garment: Sharpness; readonly result: Sharpness; readonly scale: number } | null
  readonly pattern: {
    readonly garment: PatternSpectrum
    readonly stripes: Stripes
    readonly change: PatternChange | null
    readonly evenness: Evenness | null
  } | null
  readonly prints: readonly FoundPrint[]
  readonly expected: ExpectedLay['extent'] | null
  readonly shown: ShownExtent
  readonly seenLevel: number
}

/** Measures a result against the garment's photograph. `lay` is in the pixels of the two pictures; null where no fit was possible. */
export function measureTruth(wanted: WantedGarment, shown: ShownGarment, lay: ExpectedLay | null): TruthFacts {
  const cloth = clothOf(shown.parts, wanted.region)
  // How large the cloth of the photograph is drawn.
  const drawn = lay === null ? 1 : length(lay.body.across) / length(lay.garment.across)
  const views = lay === null ? null : viewsOf(wanted, shown, { lay, cloth })
  return {
    colours: coloursOf(wanted, shown, { drawn, cloth }),
    sharpness: sharpnessOf(wanted, shown, { drawn, cloth }),
    pattern: views === null ? null : patternOf(views),
    prints: views === null ? [] : printsOf(views),
    expected: lay?.extent ?? null,
    shown: measureShownExtent(shown.body, shown.parts, wanted.region),
    seenLevel: seenLevel(shown.body),
  }
}

interface Views {
  readonly garment: ClothView
  readonly result: ClothView
}

function viewsOf(wanted: WantedGarment, shown: ShownGarment, { lay, cloth }: { readonly lay: ExpectedLay; readonly cloth: Plane }): Views {
  return {
    garment: { image: wanted.image, mask: wanted.mask, maskScale: 1, frame: lay.garment },
    result: { image: shown.image, mask: cloth, maskScale: shown.parts.scale, frame: lay.body },
  }
}

interface DrawnCloth {
  readonly drawn: number
  readonly cloth: Plane
}

function coloursOf(wanted: WantedGarment, shown: ShownGarment, { drawn, cloth }: DrawnCloth): TruthFacts['colours'] {
  const scale = Math.min(colourScale(shown.image), 1 / drawn)
  return compareColours(clothColours(wanted.image, wanted.mask, scale * drawn), clothColours(shown.image, cloth, scale))
}

function sharpnessOf(wanted: WantedGarment, shown: ShownGarment, { drawn, cloth }: DrawnCloth): TruthFacts['sharpness'] {
  // Where the photograph is the smaller one both are looked at in its size.
  const garment = measureSharpness(wanted.image, wanted.mask, Math.min(1, drawn))
  const result = measureSharpness(shown.image, cloth, Math.min(1, 1 / drawn))
  return garment === null || result === null ? null : { garment, result, scale: drawn }
}

const PATTERN_DENSITY = 96

function patternOf({ garment, result }: Views): TruthFacts['pattern'] {
  const area = { from: [-0.5, 0.05] as Point, to: [0.5, 1.4] as Point, density: PATTERN_DENSITY }
  const own = layOut(garment, area)
  const wanted = measurePattern(own)
  if (wanted === null) return null
  const stripes = stripesOf(wanted)
  if (!isStriped(wanted, stripes)) return { garment: wanted, stripes, change: null, evenness: null }
  const there = layOut(result, area)
  const shown = measurePattern(there)
  if (shown === null) return { garment: wanted, stripes, change: null, evenness: null }
  const even = [weakestStripe(own, stripes), weakestStripe(there, stripesOf(shown))] as const
  const evenness = even[0] === null || even[1] === null ? null : { garment: even[0], result: even[1] }
  return { garment: wanted, stripes, change: comparePatterns(wanted, shown), evenness }
}

const PRINT_DENSITY = 150

function printsOf(views: Views): FoundPrint[] {
  const own = layOut(views.garment, { from: [-0.56, 0], to: [0.56, 1.45], density: PRINT_DENSITY })
  return findPrints(own).map((region) => lookForPrint(views, region))
}
