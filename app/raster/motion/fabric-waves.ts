import type { Fabric } from '../../domain/director/direction.ts'
import { seededNumbers, wandering } from '../../domain/director/seeded-sway.ts'

/** One wave that runs through cloth. Lengths in heights of the person. */
interface Wave {
  readonly kx: number
  readonly ky: number
  readonly omega: number
  readonly phase: number
  readonly size: number
}

/** Cloth in wind: how it lies at one moment. */
export interface FabricMoment {
  /** How far a free hem is blown to, and how far waves swing about that, in heights of the person. */
  readonly blown: number
  readonly swing: number
  readonly seconds: number
}

export interface FabricWaves {
  /** Unit vector the wind blows along, y down. */
  readonly along: readonly [x: number, y: number]
  at(seconds: number): FabricMoment
  /** Height of the waves at a place, about -1..1, and how fast it falls along the wind: what light sees of folds. */
  waveAt(x: number, y: number, moment: FabricMoment): { readonly height: number; readonly fall: number }
  /** No place is moved farther than this, in heights of the person. */
  readonly most: number
}

/** How far the softest free hem swings in a storm, in heights of the person. */
const REACH = 0.02
/** Seconds until wind that sets in is there: a clip begins with its still. */
const RISE_SECONDS = 0.7

/** Waves of a fabric: soft cloth has short ones and gives way far, stiff cloth has long ones. The same seed gives the same waves. */
export function fabricWaves({ stiffness, wind }: Fabric, seed: number): FabricWaves {
  const random = seededNumbers(seed ^ 0x5bd1)
  const angle = (wind.from * Math.PI) / 180
  const along = [Math.cos(angle), Math.sin(angle)] as const
  const gust = wandering(random)
  const reach = REACH * (wind.metresPerSecond / (wind.metresPerSecond + 5)) * (1 - 0.9 * stiffness)
  const waves = [1, 0.55, 0.34].map((share) => makeWave({ share, along, stiffness, speed: wind.metresPerSecond }, random))
  return {
    along,
    most: 2.2 * reach,
    at(seconds) {
      const rise = Math.min(1, seconds / RISE_SECONDS)
      const strength = reach * rise * rise * (3 - 2 * rise)
      return { blown: strength * (0.55 + 0.35 * gust(0.8 * seconds)), swing: strength * (0.85 + 0.25 * gust(0.5 * seconds + 40)), seconds }
    },
    waveAt(x, y, { seconds }) {
      let [height, fall] = [0, 0]
      for (const { kx, ky, omega, phase, size } of waves) {
        const angleHere = kx * x + ky * y - omega * seconds + phase
        height += size * Math.sin(angleHere)
        fall += size * Math.cos(angleHere)
      }
      return { height, fall }
    },
  }
}

function makeWave(
  {
    share,
    along,
    stiffness,
    speed,
  }: { readonly share: number; readonly along: readonly [number, number]; readonly stiffness: number; readonly speed: number },
  random: () => number,
): Wave {
  const length = (0.14 + 0.3 * stiffness) * share ** 0.7 * (0.9 + 0.2 * random())
  const turn = 0.5 * (random() - 0.5)
  const k = (2 * Math.PI) / length
  // Waves run along the wind and down from where the cloth is held.
  const [x, y] = [along[0] + turn * along[1], 0.75 + Math.max(0, along[1]) - turn * along[0]]
  const norm = Math.hypot(x, y)
  const hertz = (0.42 + 0.075 * speed) / Math.sqrt(share)
  return { kx: (k * x) / norm, ky: (k * y) / norm, omega: 2 * Math.PI * hertz, phase: 2 * Math.PI * random(), size: 0.62 * share }
}
