import type { ClipCodec, ClipRecipe } from './clip-recipe.ts'

/** Bits a pixel at quality 75 on clips of people who move: rough, from a few exports of this program. Twice as much for 25 steps. */
const BITS_A_PIXEL = { h264: 0.075, hevc: 0.045, vp9: 0.05, av1: 0.04, prores: 3.5 } as const satisfies Record<ClipCodec, number>
const SOUND_BITS_A_SECOND = 160_000

/** About how many bytes a file will have; exact to a factor of two, for nobody knows how much moves in it. */
export function estimateBytes(
  { codec, aim, sound }: ClipRecipe,
  made: { readonly width: number; readonly height: number; readonly rate: number; readonly durationMs: number; readonly hasSound: boolean },
): number {
  if (aim.kind === 'size') return Math.round(aim.megabytes * 1e6)
  const seconds = made.durationMs / 1000
  const perPixel = BITS_A_PIXEL[codec] * (codec === 'prores' ? 1 : 2 ** ((aim.quality - 75) / 25))
  const picture = made.width * made.height * made.rate * seconds * perPixel
  const heard = made.hasSound && sound !== 'remove' ? SOUND_BITS_A_SECOND * seconds : 0
  return Math.round((picture + heard) / 8)
}
