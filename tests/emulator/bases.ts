/** Names that end the variables `DRAPE_PROVIDER_BASE_…`, and the prefix of each here. */
const PREFIXES = {
  FAL_QUEUE: 'fal-queue',
  FAL_REST: 'fal-rest',
  FAL_API: 'fal-api',
  GOOGLE: 'google',
  REPLICATE: 'replicate',
  RUNWAY: 'runway',
  TOGETHER: 'together',
  MODELSLAB: 'modelslab',
  XAI: 'xai',
} as const

/** Addresses that stand for the hosts of the services, without a slash at the end. Paths go on as at the host, with or without its version. */
export type ProviderBases = Readonly<Record<keyof typeof PREFIXES, string>>

export function basesAt(origin: string): ProviderBases {
  return Object.fromEntries(Object.entries(PREFIXES).map(([name, prefix]) => [name, `${origin}/${prefix}`])) as ProviderBases
}

/** The environment of a studio whose cloud is an emulator. */
export function environmentFor(bases: ProviderBases): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(bases).map(([name, base]) => [`DRAPE_PROVIDER_BASE_${name}`, base]))
}
