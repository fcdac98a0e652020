import type { ComparedColour } from './colour-truth.ts'
import type { TruthFacts } from './measure-truth.ts'
import { isStriped } from './pattern-truth.ts'
import { round, type Said, sureness } from './said.ts'

/** Limits of the verdicts, set on the tuning half of `bench meter`; the held-out half is only read. */
const LIMITS = {
  /** CIEDE2000 under the same light: light in a room is nearly white, cloth that turns green is another cloth. */
  tint: { doubtful: 2.4, changed: 3.2 },
  /** Lightness of the lit cloth, L units: shade makes a worn garment a little darker than one that lies flat. */
  lightness: { usual: -1.3, doubtful: 6.6, changed: 12 },
  stripeChange: { pitch: 1.2, turnDeg: 8, contrast: 0.4, likeness: 0.5, gap: 0.47 },
  /** Fine detail against the photograph. */
  sharpness: { kept: 0.74, changed: 0.6 },
} as const

/** The dominant colours together: the tint of each by its share, the lightness of the largest. */
export function sayColour(colours: readonly ComparedColour[]): Said {
  const [main] = colours
  if (main === undefined) {
    return {
      verdict: 'unknown',
      value: null,
      off: null,
      confidence: 0.2,
      sentence: 'colour-unknown',
      text: 'Too little of the cloth is seen to compare colours.',
    }
  }
  const { tint: tints, lightness } = LIMITS
  const tint = Math.max(...colours.map((colour) => colour.tint * Math.min(1, colour.wanted.share / 0.5))) / tints.doubtful
  // Shade hides half of a fold, and bright threads of a pattern are lit more than its ground: light that really changed is seen in both.
  const lighter =
    main.lit > lightness.usual
      ? Math.min(main.lit, Math.max(main.lightness, lightness.usual))
      : Math.max(main.lit, Math.min(main.lightness, lightness.usual))
  const light = Math.abs(lighter - lightness.usual) / lightness.doubtful
  const strange = Math.hypot(tint, light)
  const value = round(Math.max(main.deltaE, ...colours.filter(({ wanted }) => wanted.share > 0.3).map(({ deltaE }) => deltaE)))
  if (strange < 1) {
    const text = `The colours are those of the photo: CIEDE2000 ${value}.`
    return { verdict: 'kept', value, off: round(strange), confidence: sureness(1 - strange, 0.5), sentence: 'colour-kept', text }
  }
  const confidence = sureness(strange - 1, 0.6)
  if (tint > light) {
    const verdict = tint * tints.doubtful >= tints.changed ? 'changed' : 'doubtful'
    const text = `A main colour of the garment is another one: CIEDE2000 ${value}.`
    return { verdict, value, off: round(strange), confidence, sentence: 'colour-tint', text }
  }
  const word = main.lit > lightness.usual ? 'lighter' : 'darker'
  return {
    verdict: light * lightness.doubtful >= lightness.changed ? 'changed' : 'doubtful',
    value,
    off: round(main.lit > lightness.usual ? strange : -strange),
    confidence,
    sentence: 'colour-light',
    text: `The garment is ${word} than in its photo (CIEDE2000 ${value}); light may explain it.`,
  }
}

/** Stripes of a garment are even when its weakest one is this strong against the usual one. */
const EVEN = 0.8

/** Stripes: lost, of another pitch, at another angle, or with one left out. */
export function sayStripes(pattern: TruthFacts['pattern']): Said {
  const { stripeChange } = LIMITS
  if (pattern === null || !isStriped(pattern.garment, pattern.stripes)) {
    return {
      verdict: 'unknown',
      value: null,
      off: null,
      confidence: 0.6,
      sentence: 'stripes-none',
      text: 'The garment has no stripes that could be measured.',
    }
  }
  const { change, evenness } = pattern
  if (change === null) {
    return {
      verdict: 'unknown',
      value: null,
      off: null,
      confidence: 0.2,
      sentence: 'stripes-unknown',
      text: 'Too little of the striped cloth is seen.',
    }
  }
  if (change.contrast < stripeChange.contrast || change.likeness < stripeChange.likeness) {
    return {
      verdict: 'changed',
      value: round(change.contrast),
      off: round(1 + (stripeChange.contrast - Math.min(change.contrast, stripeChange.contrast)) / stripeChange.contrast),
      confidence: sureness(stripeChange.contrast - change.contrast, 0.2),
      sentence: 'stripes-lost',
      text: 'The stripes of the garment are missing.',
    }
  }
  if (Math.abs(change.turnDeg) > stripeChange.turnDeg) {
    return {
      verdict: 'changed',
      value: round(change.turnDeg),
      off: round(Math.abs(change.turnDeg) / stripeChange.turnDeg),
      confidence: sureness(Math.abs(change.turnDeg) - stripeChange.turnDeg, 8),
      sentence: 'stripes-angle',
      text: `The stripes are turned by ${Math.round(change.turnDeg)} degrees.`,
    }
  }
  const pitch = Math.max(change.pitch, 1 / change.pitch)
  if (pitch > stripeChange.pitch) {
    return {
      verdict: 'changed',
      value: round(change.pitch),
      off: round((pitch - 1) / (stripeChange.pitch - 1)),
      confidence: sureness(pitch - stripeChange.pitch, 0.2),
      sentence: 'stripes-pitch',
      text: `The stripes are ${round(change.pitch)} times as wide as on the garment.`,
    }
  }
  if (evenness !== null && evenness.garment > EVEN && evenness.result < stripeChange.gap * evenness.garment) {
    return {
      verdict: 'changed',
      value: round(evenness.result / evenness.garment),
      off: round((1 - evenness.result / evenness.garment) / (1 - stripeChange.gap)),
      confidence: sureness(stripeChange.gap - evenness.result / evenness.garment, 0.3),
      sentence: 'stripes-missing',
      text: 'A stripe is missing.',
    }
  }
  return {
    verdict: 'kept',
    value: round(change.pitch),
    off: round(Math.max((pitch - 1) / (stripeChange.pitch - 1), Math.abs(change.turnDeg) / stripeChange.turnDeg)),
    confidence: sureness(stripeChange.pitch - pitch, 0.1),
    sentence: 'stripes-kept',
    text: 'The stripes have the pitch and the angle of the garment.',
  }
}

/** Focus of the cloth against that of its photograph, in the size in which it is drawn. */
export function saySharpness(sharpness: TruthFacts['sharpness']): Said {
  if (sharpness === null || sharpness.garment.fine < 0.4) {
    return {
      verdict: 'unknown',
      value: null,
      off: null,
      confidence: 0.2,
      sentence: 'sharpness-unknown',
      text: 'The cloth has no detail whose sharpness could be compared.',
    }
  }
  const { kept, changed } = LIMITS.sharpness
  const share = sharpness.result.ratio / sharpness.garment.ratio
  const value = round(share)
  const off = round(Math.max(0, 1 - share) / (1 - kept))
  if (share < kept) {
    return {
      verdict: share < changed ? 'changed' : 'doubtful',
      value,
      off,
      confidence: sureness(kept - share, 0.12),
      sentence: 'sharpness-blurred',
      text: `The cloth is blurred: ${Math.round(share * 100)} % of the fine detail of its photo.`,
    }
  }
  return {
    verdict: 'kept',
    value,
    off,
    confidence: sureness(share - kept, 0.25),
    sentence: 'sharpness-kept',
    text: 'The cloth is as sharp as in its photo.',
  }
}
