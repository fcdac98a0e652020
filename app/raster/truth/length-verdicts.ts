import type { TruthFacts } from './measure-truth.ts'
import { round, type Said, sureness } from './said.ts'
import { HEM_TO } from './shown-extent.ts'

/** Limits of lengths, set on the tuning half of `bench meter`. */
const LIMITS = {
  /** Bones of the arm. Shade under a sleeve is taken for cloth sooner than cloth for skin, so less is room enough on the short side. */
  sleeves: { less: 0.24, more: 0.36, changed: 0.5 },
  /** One arm alone: shade, hair and what hangs there make a sleeve seem longer by up to .7. */
  oneSleeve: { less: 0.24, more: 0.8, changed: 1 },
  /** Sleeves of a garment whose points were not found: a long sleeve that ends above the elbow. */
  roughSleeves: { less: 1.1, more: 0.8, changed: 1.4 },
  /** Torso lengths; what is worn below makes hems seem lower rather than higher. */
  hem: { less: 0.08, more: 0.2, changed: 0.25 },
  neckline: { less: 0.12, more: 0.125, changed: 0.2 },
} as const

/** Ends of sleeves, in bones of the arm: a garment with sleeves, and an arm that shows none. */
const SHORT = 0.3
const BARE = 0.27
/** Share of skin beyond a sleeve from which on the arm is bare. */
const BARED = 0.4

/**
 * Both arms, as far as they are seen. A garment is the same on both sides, so what only one arm shows was more likely seen wrong: it
 * counts where a sleeve is much too long, else nothing is said. (Striped cloth was taken for skin on one arm, shade for a cuff.)
 */
export function saySleeves({ expected, shown }: TruthFacts): Said {
  if (expected === null) return unknownLength('sleeves')
  const differences = ([0, 1] as const).flatMap((side) => {
    const end = shown.sleeves[side]
    if (end === null) return []
    const difference = end - Math.min(2, expected.sleeves[side])
    // Where a sleeve is missing there is skin. Busy and striped cloth was taken for neither cloth nor skin.
    return difference < -LIMITS.sleeves.less && shown.bare[side] < BARED ? [] : [difference]
  })
  if (differences.length === 0) return unknownLength('sleeves')
  const [least, most] = [Math.min(...differences), Math.max(...differences)]
  if (!expected.isTrusted)
    return most < -LIMITS.roughSleeves.less ? sayLength('sleeves', most, LIMITS.roughSleeves) : unknownLength('sleeves')
  const wanted = Math.min(...expected.sleeves)
  const longest = Math.max(...shown.sleeves.map((end) => end ?? 0))
  // A short sleeve is no longer than a third of the arm: where nothing is left of it, the difference in bones is small.
  if (wanted > SHORT && longest < BARE)
    return { ...sayLength('sleeves', -LIMITS.sleeves.changed, LIMITS.sleeves), value: round(longest - wanted) }
  if (most > LIMITS.oneSleeve.more) return sayLength('sleeves', most, LIMITS.oneSleeve)
  const agreed = least > 0 ? least : Math.min(0, most)
  const said = sayLength('sleeves', agreed, LIMITS.sleeves)
  const isOneOff = least < -LIMITS.sleeves.less || most > LIMITS.sleeves.more
  return said.verdict === 'kept' && isOneOff ? unknownLength('sleeves') : said
}

/** The hem of a top or dress, or the ends of trousers and skirts. */
export function sayHem({ expected, shown, seenLevel }: TruthFacts): Said {
  if (expected === null) return unknownLength('hem')
  const legs = [0, 1].flatMap((side) => {
    const [wanted, end] = [expected.legs[side], shown.legs[side]]
    return wanted > 0 && end !== null && end !== undefined ? [end - Math.min(2, wanted)] : []
  })
  // What goes on below a dress may be what is worn under it: only a hem that is too high can be told.
  if (expected.hem > LONGEST_TOP) {
    const end = shown.hem ?? endOfLegs(shown)
    return end === null ? unknownLength('hem') : sayLength('hem', Math.min(0, end - Math.min(expected.hem, seenLevel, HEM_TO)), LIMITS.hem)
  }
  if (legs.length > 0) {
    return sayLength('hem', LEG_BONE * legs.reduce((best, value) => (Math.abs(value) < Math.abs(best) ? value : best)), LIMITS.hem)
  }
  if (shown.hem === null || !expected.isTrusted) return unknownLength('hem')
  // Below the picture nothing is seen, and below the hips a top is not told from what is worn under it.
  const end = Math.min(expected.hem, seenLevel, LOWEST_TOP)
  const usual = end < LOWEST_TOP - USUALLY_LOWER ? USUALLY_LOWER : 0
  const difference = Math.min(shown.hem, LOWEST_TOP) - end - usual
  return sayLength('hem', difference, LIMITS.hem)
}

/** Length of a bone of the leg, torso lengths. */
const LEG_BONE = 0.9

/** Where trousers end whose legs were not fitted one by one, torso lengths; null where no leg is seen. */
function endOfLegs({ legs }: TruthFacts['shown']): number | null {
  const ends = legs.filter((end) => end !== null)
  return ends.length === 0 ? null : 1 + LEG_BONE * Math.max(...ends)
}

/** Hems are seen this much lower than their middle is expected, torso lengths: they hang in an arc. */
const USUALLY_LOWER = 0.05
/** A top does not reach further down than this, torso lengths; and `segmentUpper` ends here. */
const LONGEST_TOP = 1.45
const LOWEST_TOP = 1.2

/** Necklines above this are collars, torso lengths. */
const STANDS_UP = -0.14

export function sayNeckline({ expected, shown }: TruthFacts): Said {
  if (expected === null || expected.neckline === null || shown.neckline === null) return unknownLength('neckline')
  // A collar that stands up ends where the chin hides it.
  if (expected.neckline < STANDS_UP) return unknownLength('neckline')
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
