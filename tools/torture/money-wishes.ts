import type { RegistryFile } from '../../app/domain/cloud/model.ts'
import { microUsd } from '../../app/domain/money/money.ts'
import { builtInRegistry } from '../../app/providers/registry.ts'

export interface MoneyWish {
  readonly model: string
  readonly brand: string
  readonly task: 'text-to-image' | 'edit-image'
}

/** One model of each service. */
export const MONEY_WISHES: readonly MoneyWish[] = [
  { model: 'fal:nano-banana-pro', brand: 'Nord', task: 'text-to-image' },
  { model: 'google:nano-banana-2.1', brand: 'Nord', task: 'text-to-image' },
  { model: 'replicate:flux-schnell', brand: 'Süd', task: 'text-to-image' },
  { model: 'runway:gen4-image', brand: 'Süd', task: 'text-to-image' },
  { model: 'together:flux-schnell', brand: 'Nord', task: 'text-to-image' },
  { model: 'xai:grok-imagine-image', brand: 'Süd', task: 'text-to-image' },
  { model: 'modelslab:nano-banana-pro', brand: 'Süd', task: 'edit-image' },
]

/** What the emulator bills where its price list is not the studio's: so that the two ledgers can be compared to the cent. */
const EMULATOR_MICROS: Readonly<Record<string, number>> = {
  'replicate:flux-schnell': 60_000,
  // 25 000 a megapixel, of 1024 x 1280.
  'together:flux-schnell': 32_768,
  'modelslab:nano-banana-pro': 50_000,
}

/** The studio's registry with services that can be asked as fast as the machine can, and the emulator's prices. */
export function quickRegistry(): RegistryFile {
  const built = builtInRegistry()
  const asOf = '2099-01-01'
  return {
    ...built,
    providers: built.providers.map((facts) => ({ ...facts, concurrency: 6, requestsPerMinute: 60_000, asOf })),
    models: built.models
      .filter(({ id }) => EMULATOR_MICROS[id] !== undefined)
      .map((model) => ({
        ...model,
        asOf,
        price: model.price && { ...model.price, unit: 'image' as const, micros: microUsd.parse(EMULATOR_MICROS[model.id]) },
      })),
  }
}
