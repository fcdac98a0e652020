import type { EmulatedProvider } from './core/wire.ts'

/** What one unit of a model costs. `source`: where PROVIDERS.md has it from, or `guess` where nobody said. */
interface Price {
  readonly match: RegExp
  readonly unit: 'image' | 'second' | 'megapixel' | 'run'
  readonly micros: number
  readonly source: string
  /** Micros of one unit by the size that was asked for, such as `4K`. */
  readonly bySize?: Readonly<Record<string, number>>
}

type Input = Readonly<Record<string, unknown>>

/** First match counts. As of 2026-11-20. */
const PRICES: Readonly<Record<EmulatedProvider, readonly Price[]>> = {
  fal: [
    {
      match: /nano-banana-pro|gemini-3-pro-image/,
      unit: 'image',
      micros: 150_000,
      bySize: { '4K': 300_000 },
      source: 'recollection in PROVIDERS 2.9',
    },
    { match: /nano-banana-2/, unit: 'image', micros: 80_000, bySize: { '4K': 160_000 }, source: 'guess' },
    { match: /nano-banana|gemini-25-flash-image/, unit: 'image', micros: 39_000, source: 'guess' },
    { match: /seedance-2.0\/mini/, unit: 'second', micros: 154_700, bySize: { '480p': 72_100 }, source: 'llms.txt, PROVIDERS 2.9' },
    { match: /seedance-2/, unit: 'second', micros: 302_400, source: 'llms.txt, PROVIDERS 2.9' },
    { match: /seedance/, unit: 'second', micros: 50_000, bySize: { '480p': 12_500, '1080p': 50_000 }, source: 'guess' },
    { match: /kling-video\/v3\/pro/, unit: 'second', micros: 224_000, source: 'keigit, PROVIDERS 2.9' },
    { match: /kling-video/, unit: 'second', micros: 70_000, source: 'guess' },
    {
      match: /luma-dream-machine/,
      unit: 'second',
      micros: 100_000,
      bySize: { '720p': 200_000, '1080p': 400_000 },
      source: '0.50 for 5 s at 540p, PROVIDERS 2.9; sizes guess',
    },
    { match: /pika/, unit: 'second', micros: 40_000, bySize: { '1080p': 90_000 }, source: 'guess' },
    { match: /image-to-video|video/, unit: 'second', micros: 100_000, source: 'guess' },
    { match: /fashn\/tryon/, unit: 'image', micros: 75_000, source: 'recollection in PROVIDERS 2.9' },
    { match: /kolors-virtual-try-on|cat-vton|leffa|virtual-try-?on/, unit: 'image', micros: 70_000, source: 'guess' },
    { match: /bria\/background/, unit: 'image', micros: 18_000, source: 'keigit, PROVIDERS 2.9' },
    { match: /rembg|birefnet/, unit: 'image', micros: 2_000, source: 'guess' },
    { match: /flux-lora-fast-training/, unit: 'run', micros: 2_000_000, source: 'recollection in PROVIDERS 2.9' },
    { match: /trainer/, unit: 'run', micros: 5_000_000, source: 'guess' },
    { match: /flux\/schnell/, unit: 'megapixel', micros: 3_000, source: 'openai-hk, PROVIDERS 2.9' },
    { match: /flux\/dev/, unit: 'megapixel', micros: 25_000, source: 'openai-hk, PROVIDERS 2.9' },
    { match: /flux/, unit: 'megapixel', micros: 35_000, source: 'guess' },
    { match: /xai\/grok-imagine-image/, unit: 'image', micros: 20_000, source: 'docs.x.ai, PROVIDERS 8' },
    { match: /upscaler|esrgan|aura-sr|seedvr|topaz|codeformer|ultimateface|face-detailer/, unit: 'image', micros: 30_000, source: 'guess' },
  ],
  google: [
    {
      match: /gemini-3-pro-image/,
      unit: 'image',
      micros: 134_000,
      bySize: { '4K': 240_000 },
      source: 'Google, quoted 2026-03, PROVIDERS 3.6',
    },
    {
      match: /gemini-nano-banana-2.1/,
      unit: 'image',
      micros: 33_600,
      bySize: { '2K': 50_400, '4K': 75_600 },
      source: 'PROVIDERS 3.6; sizes guess',
    },
    { match: /image/, unit: 'image', micros: 39_000, source: 'guess' },
    { match: /omni|veo/, unit: 'second', micros: 100_000, source: 'gmicloud, PROVIDERS 3.4' },
    { match: /./, unit: 'run', micros: 1_000, source: 'guess (tokens)' },
  ],
  replicate: [{ match: /./, unit: 'run', micros: 60_000, source: 'guess (seconds of a GPU)' }],
  runway: [
    { match: /gen4_turbo/, unit: 'second', micros: 50_000, source: '5 credits, PROVIDERS 5' },
    { match: /gen4\.5/, unit: 'second', micros: 120_000, source: '12 credits, PROVIDERS 5' },
    { match: /image/, unit: 'image', micros: 80_000, source: '5 to 8 credits, PROVIDERS 5' },
    { match: /./, unit: 'second', micros: 150_000, source: 'guess' },
  ],
  together: [{ match: /./, unit: 'megapixel', micros: 25_000, source: 'guess' }],
  modelslab: [
    { match: /video|i2v/, unit: 'second', micros: 50_000, source: 'guess' },
    { match: /./, unit: 'image', micros: 50_000, source: 'guess' },
  ],
  xai: [
    { match: /video/, unit: 'second', micros: 50_000, source: 'docs.x.ai, PROVIDERS 8' },
    { match: /image-quality/, unit: 'image', micros: 50_000, source: 'docs.x.ai, PROVIDERS 8' },
    { match: /./, unit: 'image', micros: 20_000, source: 'docs.x.ai, PROVIDERS 8' },
  ],
}

/** A price in place of the table's, for one model. */
export interface PriceOrder extends Pick<Price, 'unit' | 'micros'> {
  readonly provider: EmulatedProvider
  readonly model: string
}

/** Prices of this emulator: those of the table, and what was ordered over them. */
export interface PriceBook {
  order(order: PriceOrder): void
  clear(): void
  /** What a create costs where it ends well, in millionths of a US dollar, rounded up. */
  costOf(provider: EmulatedProvider, model: string, input: Input): number
  /** One unit of a model, for the endpoints that tell prices. */
  unitOf(provider: EmulatedProvider, model: string): { readonly usd: number; readonly unit: string } | undefined
}

/** What a model costs that nobody knows a price of. */
const UNKNOWN_MICROS = 10_000

export function createPriceBook(): PriceBook {
  const orders = new Map<string, PriceOrder>()
  const find = (provider: EmulatedProvider, model: string): Omit<Price, 'match' | 'source'> | undefined =>
    orders.get(`${provider}:${model}`) ?? PRICES[provider].find(({ match }) => match.test(model))
  return {
    order: (order) => void orders.set(`${order.provider}:${order.model}`, order),
    clear: () => orders.clear(),
    costOf(provider, model, input) {
      const price = find(provider, model)
      if (price === undefined) return UNKNOWN_MICROS
      const size = input['resolution'] ?? input['imageSize']
      const micros = typeof size === 'string' ? (price.bySize?.[size] ?? price.micros) : price.micros
      return Math.ceil(micros * unitsOf(price.unit, input))
    },
    unitOf(provider, model) {
      const price = find(provider, model)
      return price === undefined ? undefined : { usd: price.micros / 1e6, unit: price.unit }
    },
  }
}

function unitsOf(unit: Price['unit'], input: Input): number {
  const count = numberOf(input['num_images'] ?? input['num_samples'] ?? input['n'] ?? input['samples'], 1)
  if (unit === 'run') return 1
  if (unit === 'image') return count
  if (unit === 'second') return numberOf(input['duration'] ?? input['durationSeconds'], 5)
  const size = input['image_size']
  const sides = typeof size === 'object' && size !== null ? (size as Input) : input
  return (count * (numberOf(sides['width'], 1024) * numberOf(sides['height'], 1024))) / 1e6
}

/** Durations come as `5`, `"5"` and `"5s"`. */
function numberOf(value: unknown, otherwise: number): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number.parseFloat(value) : Number.NaN
  return Number.isFinite(number) && number > 0 ? number : otherwise
}
