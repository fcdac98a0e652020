import type { FoundPrint } from './print-match.ts'
import { isSurelyPrint } from './print-region.ts'
import { round, type Said, sureness } from './said.ts'

/** Limits of prints, set on the tuning half of `bench meter`. */
const LIMITS = {
  /** Correlation of a print with its place. */
  kept: 0.7,
  lost: 0.62,
  margin: 0.04,
  /** What may be a seam is gone below this, and in between nothing is said of it; mirrored or turned it must fit better by more. */
  unsure: { lost: 0.5, margin: 0.1 },
  /** A print that is this much like itself mirrored (or turned) cannot be told from its mirror image. */
  selfLike: 0.93,
} as const

const GRAVITY = { unknown: 0, kept: 1, doubtful: 2, changed: 3 } as const

const NONE: Said = {
  verdict: 'unknown',
  value: null,
  off: null,
  confidence: 0.6,
  sentence: 'print-none',
  text: 'No logo or print stands out on the garment.',
}

/** The worst of the prints that were found on the garment. */
export function sayPrint(prints: readonly FoundPrint[]): Said {
  if (prints.length === 0) return NONE
  return prints.map(sayOnePrint).reduce((worst, said) => (GRAVITY[said.verdict] > GRAVITY[worst.verdict] ? said : worst))
}

/** With less of its place in sight nothing can be said of a print. */
const UNCOVERED = 0.6
const HARDLY = 0.3

function sayOnePrint({ region, matches, selfLikeness, uncovered }: FoundPrint): Said {
  const { upright, mirrored, turned } = matches
  const { kept, lost, margin, unsure, selfLike } = LIMITS
  const value = round(upright.score)
  const off = round((1 - upright.score) / (1 - kept))
  // Where hardly anything of its place is seen, what looks like a mirrored print is something else.
  if (uncovered < HARDLY || (uncovered < UNCOVERED && upright.score < kept)) {
    return {
      verdict: 'unknown',
      value: null,
      off: null,
      confidence: 0.3,
      sentence: 'print-hidden',
      text: 'The place of the print is hidden or outside the picture.',
    }
  }
  const isSure = isSurelyPrint(region)
  const isFlipped = (pose: 'mirrored' | 'turned'): boolean => {
    const { score } = matches[pose]
    return selfLikeness[pose] < selfLike && score > upright.score + (isSure ? margin : unsure.margin) && score >= lost
  }
  const [isMirrored, isTurned] = [isFlipped('mirrored'), isFlipped('turned')]
  if (isMirrored && mirrored.score >= turned.score) {
    const confidence = sureness(mirrored.score - upright.score, 0.12)
    return {
      verdict: 'changed',
      value,
      off: Math.max(off, 1),
      confidence,
      sentence: 'print-mirrored',
      text: 'The logo or print is mirrored.',
    }
  }
  if (isTurned) {
    return {
      verdict: 'changed',
      value,
      off: Math.max(off, 1),
      confidence: sureness(turned.score - upright.score, 0.12),
      sentence: 'print-turned',
      text: 'The logo or print is upside down.',
    }
  }
  if (!isSure && upright.score < kept && upright.score >= unsure.lost) return NONE
  if (upright.score < lost) {
    return {
      verdict: 'changed',
      value,
      off: Math.max(off, 1),
      confidence: sureness(lost - upright.score, 0.15),
      sentence: 'print-lost',
      text: 'The logo or print of the garment is missing.',
    }
  }
  if (upright.score < kept) {
    return {
      verdict: 'doubtful',
      value,
      off,
      confidence: 0.5,
      sentence: 'print-weak',
      text: `The logo or print is hardly like itself (${value}).`,
    }
  }
  return {
    verdict: 'kept',
    value,
    off,
    confidence: sureness(upright.score - kept, 0.15),
    sentence: 'print-kept',
    text: `The logo or print is there, upright and not mirrored (${value}).`,
  }
}
