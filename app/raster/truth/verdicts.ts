import type { TruthMeasure } from '../../domain/truth-report.ts'
import { clamp } from '../geometry.ts'
import type { ComparedColour } from './colour-truth.ts'
import type { TruthFacts } from './measure-truth.ts'
import type { FoundPrint } from './print-match.ts'

/** Limits of the verdicts, set on the tuning half of `bench meter`; the held-out half is only read. */
const LIMITS = {
  /** CIEDE2000 under the same light: light in a room is nearly white, cloth that turns green is another cloth. */
  tint: { doubtful: 1.9, changed: 3.2 },
  /** Lightness of the lit cloth, L units: shade makes a worn garment a little darker than one that lies flat. */
  lightness: { usual: -1.3, doubtful: 4.4, changed: 12 },
  /** Correlation of a print with its place. */
  print: { kept: 0.76, lost: 0.62, margin: 0.04 },
  /** A print that is this much like itself mirrored (or turned) cannot be told from its mirror image. */
  selfLike: 0.93,
  /** A pattern counts as stripes from this share of power in one line and this contrast (Lab) on. */
  stripes: { straight: 0.55, contrast: 5 },
  stripeChange: { pitch: 1.2, turnDeg: 8, contrast: 0.4, likeness: 0.5, gap: 0.5 },
  /** Fine detail against the photograph. */
  sharpness: { kept: 0.56, changed: 0.36 },
  /** Bones of the arm or leg. */
  sleeves: { kept: 0.36, changed: 0.55 },
  /** Torso lengths. */
  hem: { kept: 0.17, changed: 0.28 },
  neckline: { kept: 0.14, changed: 0.22 },
} as const

type Said = Omit<TruthMeasure, 'measure'>

/** Confidence of a number: one half at the limit, near 1 at twice the distance. */
function sureness(distance: number, spread: number): number {
  return clamp(0.5 + 0.5 * Math.tanh(distance / spread), 0.5, 0.98)
}

/** The dominant colours together: the tint of each by its share, the lightness of the largest. */
export function sayColour(colours: readonly ComparedColour[]): Said {
  const [main] = colours
  if (main === undefined) {
    return {
      verdict: 'unknown',
      value: null,
      confidence: 0.2,
      sentence: 'colour-unknown',
      text: 'Too little of the cloth is seen to compare colours.',
    }
  }
  const { tint: tints, lightness } = LIMITS
  const tint = Math.max(...colours.map((colour) => colour.tint * Math.min(1, Math.sqrt(colour.wanted.share / 0.5)))) / tints.doubtful
  const light = Math.abs(main.lit - lightness.usual) / lightness.doubtful
  const strange = Math.hypot(tint, light)
  const value = round(Math.max(main.deltaE, ...colours.filter(({ wanted }) => wanted.share > 0.3).map(({ deltaE }) => deltaE)))
  if (strange < 1) {
    const text = `The colours are those of the photo: CIEDE2000 ${value}.`
    return { verdict: 'kept', value, confidence: sureness(1 - strange, 0.5), sentence: 'colour-kept', text }
  }
  const confidence = sureness(strange - 1, 0.6)
  if (tint > light) {
    const verdict = tint * tints.doubtful >= tints.changed ? 'changed' : 'doubtful'
    return { verdict, value, confidence, sentence: 'colour-tint', text: `A main colour of the garment is another one: CIEDE2000 ${value}.` }
  }
  const word = main.lit > lightness.usual ? 'lighter' : 'darker'
  return {
    verdict: light * lightness.doubtful >= lightness.changed ? 'changed' : 'doubtful',
    value,
    confidence,
    sentence: 'colour-light',
    text: `The garment is ${word} than in its photo (CIEDE2000 ${value}); light may explain it.`,
  }
}

const GRAVITY = { unknown: 0, kept: 1, doubtful: 2, changed: 3 } as const

/** The worst of the prints that were found on the garment. */
export function sayPrint(prints: readonly FoundPrint[]): Said {
  if (prints.length === 0) {
    return { verdict: 'unknown', value: null, confidence: 0.6, sentence: 'print-none', text: 'No logo or print stands out on the garment.' }
  }
  return prints.map(sayOnePrint).reduce((worst, said) => (GRAVITY[said.verdict] > GRAVITY[worst.verdict] ? said : worst))
}

function sayOnePrint({ matches, selfLikeness }: FoundPrint): Said {
  const { upright, mirrored, turned } = matches
  const { print, selfLike } = LIMITS
  const value = round(upright.score)
  if (upright.visible < 0.55 && upright.score < print.kept) {
    return {
      verdict: 'unknown',
      value: null,
      confidence: 0.3,
      sentence: 'print-hidden',
      text: 'The place of the print is hidden or outside the picture.',
    }
  }
  const isMirrored = selfLikeness.mirrored < selfLike && mirrored.score > upright.score + print.margin && mirrored.score >= print.lost
  const isTurned = selfLikeness.turned < selfLike && turned.score > upright.score + print.margin && turned.score >= print.lost
  if (isMirrored && mirrored.score >= turned.score) {
    const confidence = sureness(mirrored.score - upright.score, 0.12)
    return { verdict: 'changed', value, confidence, sentence: 'print-mirrored', text: 'The logo or print is mirrored.' }
  }
  if (isTurned) {
    return {
      verdict: 'changed',
      value,
      confidence: sureness(turned.score - upright.score, 0.12),
      sentence: 'print-turned',
      text: 'The logo or print is upside down.',
    }
  }
  if (upright.score < print.lost) {
    return {
      verdict: 'changed',
      value,
      confidence: sureness(print.lost - upright.score, 0.15),
      sentence: 'print-lost',
      text: 'The logo or print of the garment is missing.',
    }
  }
  if (upright.score < print.kept) {
    return {
      verdict: 'doubtful',
      value,
      confidence: 0.5,
      sentence: 'print-weak',
      text: `The logo or print is hardly like itself (${value}).`,
    }
  }
  return {
    verdict: 'kept',
    value,
    confidence: sureness(upright.score - print.kept, 0.15),
    sentence: 'print-kept',
    text: `The logo or print is there, upright and not mirrored (${value}).`,
  }
}

/** Stripes of a garment are even when its weakest one is this strong against the usual one. */
const EVEN = 0.8

/** Stripes: lost, of another pitch, at another angle, or with one left out. */
export function sayStripes(pattern: TruthFacts['pattern']): Said {
  const { stripes: least, stripeChange } = LIMITS
  if (pattern === null || pattern.stripes.straightness < least.straight || pattern.garment.contrast < least.contrast) {
    return {
      verdict: 'unknown',
      value: null,
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
      confidence: 0.2,
      sentence: 'stripes-unknown',
      text: 'Too little of the striped cloth is seen.',
    }
  }
  if (change.contrast < stripeChange.contrast || change.likeness < stripeChange.likeness) {
    return {
      verdict: 'changed',
      value: round(change.contrast),
      confidence: sureness(stripeChange.contrast - change.contrast, 0.2),
      sentence: 'stripes-lost',
      text: 'The stripes of the garment are missing.',
    }
  }
  if (Math.abs(change.turnDeg) > stripeChange.turnDeg) {
    return {
      verdict: 'changed',
      value: round(change.turnDeg),
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
      confidence: sureness(pitch - stripeChange.pitch, 0.2),
      sentence: 'stripes-pitch',
      text: `The stripes are ${round(change.pitch)} times as wide as on the garment.`,
    }
  }
  if (evenness !== null && evenness.garment > EVEN && evenness.result < stripeChange.gap * evenness.garment) {
    return {
      verdict: 'changed',
      value: round(evenness.result / evenness.garment),
      confidence: sureness(stripeChange.gap - evenness.result / evenness.garment, 0.3),
      sentence: 'stripes-missing',
      text: 'A stripe is missing.',
    }
  }
  return {
    verdict: 'kept',
    value: round(change.pitch),
    confidence: sureness(stripeChange.pitch - pitch, 0.1),
    sentence: 'stripes-kept',
    text: 'The stripes have the pitch and the angle of the garment.',
  }
}

/** Focus of the cloth against that of its photograph, in the size in which it is drawn. */
export function saySharpness(sharpness: TruthFacts['sharpness']): Said {
  if (sharpness === null || sharpness.garment.fine < 0.5) {
    return {
      verdict: 'unknown',
      value: null,
      confidence: 0.2,
      sentence: 'sharpness-unknown',
      text: 'The cloth has no detail whose sharpness could be compared.',
    }
  }
  const { kept, changed } = LIMITS.sharpness
  const share = sharpness.result.ratio / sharpness.garment.ratio
  const value = round(share)
  if (share < kept) {
    return {
      verdict: share < changed ? 'changed' : 'doubtful',
      value,
      confidence: sureness(kept - share, 0.12),
      sentence: 'sharpness-blurred',
      text: `The cloth is blurred: ${Math.round(share * 100)} % of the fine detail of its photo.`,
    }
  }
  return {
    verdict: 'kept',
    value,
    confidence: sureness(share - kept, 0.25),
    sentence: 'sharpness-kept',
    text: 'The cloth is as sharp as in its photo.',
  }
}

/** Ends of sleeves, in bones of the arm: a garment with sleeves, and an arm that shows none. */
const SHORT = 0.3
const BARE = 0.27

/** Both arms: the one that differs more decides. */
export function saySleeves({ expected, shown }: TruthFacts): Said {
  if (expected === null) return unknownLength('sleeves')
  const differences = [0, 1].flatMap((side) => {
    const end = shown.sleeves[side]
    return end === null || end === undefined ? [] : [end - Math.min(2, expected.sleeves[side])]
  })
  if (differences.length === 0) return unknownLength('sleeves')
  const wanted = Math.min(...expected.sleeves)
  const longest = Math.max(...shown.sleeves.map((end) => end ?? 0))
  // A short sleeve is no longer than a third of the arm: where nothing is left of it, the difference in bones is small.
  if (wanted > SHORT && longest < BARE)
    return { ...sayLength('sleeves', -LIMITS.sleeves.changed, LIMITS.sleeves), value: round(longest - wanted) }
  const most = differences.reduce((worst, value) => (Math.abs(value) > Math.abs(worst) ? value : worst))
  return sayLength('sleeves', most, LIMITS.sleeves)
}

/** The hem of a top or dress, or the ends of trousers and skirts. */
export function sayHem({ expected, shown, seenLevel }: TruthFacts): Said {
  if (expected === null) return unknownLength('hem')
  const legs = [0, 1].flatMap((side) => {
    const [wanted, end] = [expected.legs[side], shown.legs[side]]
    return wanted > 0 && end !== null && end !== undefined ? [end - Math.min(2, wanted)] : []
  })
  // What goes on below a dress may be what is worn under it: only a hem that is too high can be told.
  if (expected.hem > LONGEST_TOP)
    return sayLength('hem', Math.min(0, shown.hem === null ? 0 : shown.hem - Math.min(expected.hem, seenLevel)), LIMITS.hem)
  if (legs.length > 0) {
    // A bone of the leg is about as long as nine tenths of the trunk.
    return sayLength('hem', 0.9 * legs.reduce((best, value) => (Math.abs(value) < Math.abs(best) ? value : best)), LIMITS.hem)
  }
  if (shown.hem === null) return unknownLength('hem')
  // Below the picture nothing is seen, and below the hips a top is not told from what is worn under it.
  const end = Math.min(expected.hem, seenLevel, LOWEST_TOP)
  const difference = Math.min(shown.hem, LOWEST_TOP) - end
  return sayLength('hem', difference, LIMITS.hem)
}

/** A top does not reach further down than this, torso lengths; and `segmentUpper` ends here. */
const LONGEST_TOP = 1.45
const LOWEST_TOP = 1.2

export function sayNeckline({ expected, shown }: TruthFacts): Said {
  if (expected === null || expected.neckline === null || shown.neckline === null) return unknownLength('neckline')
  return sayLength('neckline', shown.neckline - expected.neckline, LIMITS.neckline)
}

const LENGTH_WORDS = {
  sleeves: {
    kept: 'The sleeves are as long as on the garment.',
    less: ['sleeves-shorter', 'The sleeves are too short'],
    more: ['sleeves-longer', 'The sleeves are too long'],
  },
  hem: {
    kept: 'The hem ends where it should.',
    less: ['hem-shorter', 'The garment ends too high'],
    more: ['hem-longer', 'The garment ends too low'],
  },
  neckline: {
    kept: 'The neckline is that of the garment.',
    less: ['neckline-higher', 'The neckline is too high'],
    more: ['neckline-deeper', 'The neckline is too deep'],
  },
} as const

function sayLength(
  measure: keyof typeof LENGTH_WORDS,
  difference: number,
  limits: { readonly kept: number; readonly changed: number },
): Said {
  const words = LENGTH_WORDS[measure]
  const value = round(difference)
  const off = Math.abs(difference)
  if (off < limits.kept) {
    return {
      verdict: 'kept',
      value,
      confidence: sureness(limits.kept - off, limits.kept / 2),
      sentence: `${measure}-kept`,
      text: words.kept,
    }
  }
  const [sentence, text] = difference < 0 ? words.less : words.more
  return {
    verdict: off < limits.changed ? 'doubtful' : 'changed',
    value,
    confidence: sureness(off - limits.kept, limits.kept),
    sentence,
    text: `${text} (${value}).`,
  }
}

function unknownLength(measure: keyof typeof LENGTH_WORDS): Said {
  const part = { sleeves: 'The ends of the sleeves', hem: 'The hem', neckline: 'The neckline' }[measure]
  return { verdict: 'unknown', value: null, confidence: 0.3, sentence: `${measure}-unknown`, text: `${part} cannot be compared here.` }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
