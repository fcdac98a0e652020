import type { TruthFacts } from './measure-truth.ts'
import { round, type Said, sureness } from './said.ts'

/** Limits of lengths, set on the tuning half of `bench meter`. */
const LIMITS = {
  /** Bones of the arm. Shade under a sleeve is taken for cloth sooner than cloth for skin, so less is room enough on the short side. */
  sleeves: { less: 0.24, more: 0.36, changed: 0.5 },
  /** Torso lengths; what is worn below makes hems seem lower rather than higher. */
  hem: { less: 0.08, more: 0.2, changed: 0.25 },
  neckline: { less: 0.14, more: 0.14, changed: 0.22 },
} as const

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
  const most = differences.reduce((worst, value) => (exceeds(value) > exceeds(worst) ? value : worst))
  return sayLength('sleeves', most, LIMITS.sleeves)
}

/** A difference in sleeves against its limit. */
function exceeds(difference: number): number {
  return difference < 0 ? -difference / LIMITS.sleeves.less : difference / LIMITS.sleeves.more
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
  const usual = end < LOWEST_TOP - USUALLY_LOWER ? USUALLY_LOWER : 0
  const difference = Math.min(shown.hem, LOWEST_TOP) - end - usual
  return sayLength('hem', difference, LIMITS.hem)
}

/** Hems are seen this much lower than their middle is expected, torso lengths: they hang in an arc. */
const USUALLY_LOWER = 0.05
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

type Limits = (typeof LIMITS)[keyof typeof LIMITS]

function sayLength(measure: keyof typeof LENGTH_WORDS, difference: number, limits: Limits): Said {
  const words = LENGTH_WORDS[measure]
  const value = round(difference)
  const distance = Math.abs(difference)
  const room = difference < 0 ? limits.less : limits.more
  const off = round(difference / room)
  if (distance < room) {
    return { verdict: 'kept', value, off, confidence: sureness(room - distance, room / 2), sentence: `${measure}-kept`, text: words.kept }
  }
  const [sentence, text] = difference < 0 ? words.less : words.more
  const verdict = distance < limits.changed ? 'doubtful' : 'changed'
  return { verdict, value, off, confidence: sureness(distance - room, room), sentence, text: `${text} (${value}).` }
}

function unknownLength(measure: keyof typeof LENGTH_WORDS): Said {
  const part = { sleeves: 'The ends of the sleeves', hem: 'The hem', neckline: 'The neckline' }[measure]
  return {
    verdict: 'unknown',
    value: null,
    off: null,
    confidence: 0.3,
    sentence: `${measure}-unknown`,
    text: `${part} cannot be compared here.`,
  }
}
