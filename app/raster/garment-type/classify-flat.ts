import { smoothstep } from '../geometry.ts'
import { guessFrom, type SleeveLength, type TypeGuess, type TypeScores } from './guess.ts'
import type { SilhouetteFeatures } from './silhouette-features.ts'

/**
 * Tells what a flat or ghost garment is from its outline. The limits were read off 44 photos and stand for what they name:
 * two legs part below, sleeves hang apart from the trunk or widen the upper half, skirts and dresses widen downwards, collars
 * and hoods are narrow tops. A front line parts jackets from sweaters.
 *
 * @param frontLine from `measureFrontLine`.
 */
export function classifyFlat(features: SilhouetteFeatures, frontLine: number): TypeGuess {
  const legs = Math.max(smoothstep(0.3, 0.6, features.partedShare), closedLegs(features, frontLine))
  const widensDown = smoothstep(1.05, 0.85, features.topOverBottom)
  const longSleeves = smoothstep(0.06, 0.2, features.sleeveGapShare)
  const noSleeves = widensDown * (1 - longSleeves)
  // A short flared skirt is much wider at the hem, too; only a tall outline is long because of its flare.
  const isFlared = smoothstep(1.15, 1.4, features.flare) * smoothstep(0.85, 1, features.aspect)
  const isLong = Math.max(smoothstep(1.35, 1.6, features.lengthOverChest) * smoothstep(0.75, 0.95, features.aspect), isFlared)
  const isVeryLong = smoothstep(1.85, 2.05, features.lengthOverChest) * smoothstep(1.5, 1.75, features.aspect)
  const hood = smoothstep(0.28, 0.4, features.narrowTop)
  const flatTop = smoothstep(0.16, 0.11, features.topRelief)

  // The trunk of a top may end in a point between its sleeves; a skirt's hem is about as wide as its hips.
  const wideHem = smoothstep(0.3, 0.6, features.flare)

  const tall = smoothstep(1.05, 1.3, features.aspect)
  const lower = { trousers: legs * tall, shorts: legs * (1 - tall), skirt: (1 - legs) * noSleeves * (1 - isLong) * flatTop * wideHem }
  // Sleeves laid along a dress widen its upper half, and still its hem is as wide.
  const isSleevedDress =
    0.75 *
    (1 - longSleeves) *
    smoothstep(1.12, 1.04, features.topOverBottom) *
    smoothstep(1.1, 1.25, features.aspect) *
    smoothstep(1.35, 1.45, features.lengthOverChest)
  // With sleeves apart it looks like a top, but no top is that long and half as wide again at the hem.
  const isFlaredDress = isFlared * smoothstep(1.5, 1.8, features.lengthOverChest)
  const dress = (1 - legs) * (1 - hood) * Math.max(noSleeves * isLong, isVeryLong, isSleevedDress, isFlaredDress)
  const upper = Math.max(0.02, 1 - lower.trousers - lower.shorts - lower.skirt - dress)
  return guessFrom(
    { ...lower, dress, ...scaled(upperScores(features, { frontLine, longSleeves, hood }), upper) },
    sleevesOf(features, longSleeves),
  )
}

/** Legs that lie side by side: a straight waist, no wider above than below, and a strong line down the middle. */
function closedLegs(features: SilhouetteFeatures, frontLine: number): number {
  const straightWaist = smoothstep(0.1, 0.05, features.topRelief) * smoothstep(0.5, 0.65, features.topWidth)
  const noSleeves = smoothstep(1.12, 1, features.topOverBottom) * smoothstep(0.2, 0.1, features.sleeveGapShare)
  return 0.85 * straightWaist * noSleeves * smoothstep(4, 8, frontLine)
}

function upperScores(
  features: SilhouetteFeatures,
  seen: { readonly frontLine: number; readonly longSleeves: number; readonly hood: number },
): TypeScores {
  const { longSleeves, hood } = seen
  const collar = smoothstep(0.09, 0.13, features.narrowTop)
  const zip = smoothstep(1.7, 3, seen.frontLine)
  const coatLength = smoothstep(1.5, 1.9, features.lengthOverChest)
  const plain = longSleeves * (1 - hood)
  // Shirt tails are rounded; a high neck over a straight or flared hem is a turtleneck.
  const shirtTail = 0.2 + 0.8 * smoothstep(1.18, 1.04, features.flare)
  const shirtCollar = collar * shirtTail
  const outer = plain * (0.2 + 0.8 * zip) * (0.3 + 0.7 * collar)
  return {
    't-shirt': (1 - longSleeves) * (1 - hood) * (1 - 0.75 * shirtCollar),
    shirt: (1 - hood) * shirtCollar * (0.7 - 0.15 * longSleeves) * (1 - 0.6 * zip * longSleeves) + 0.08,
    sweater: plain * (1 - 0.5 * collar) * (1 - 0.7 * zip),
    hoodie: hood + 0.15 * plain * collar,
    jacket: 0.8 * outer * (1 - coatLength),
    coat: outer * coatLength,
  }
}

function sleevesOf(features: SilhouetteFeatures, longSleeves: number): SleeveLength {
  if (longSleeves > 0.5) return 'long'
  if (features.topOverBottom > 1.1) return 'short'
  return features.topOverBottom < 0.9 && features.sleeveGapShare < 0.06 ? 'none' : 'unknown'
}

function scaled(scores: TypeScores, factor: number): TypeScores {
  const total = Object.values(scores).reduce((sum, score) => sum + score, 0)
  return Object.fromEntries(Object.entries(scores).map(([type, score]) => [type, (score / Math.max(total, 1e-6)) * factor]))
}
