import { z } from 'zod'
import type { ProviderId } from '../domain/cloud/tasks.ts'
import { StudioError } from '../domain/errors.ts'

/** Where a service lives: its hosts, by what they are for, without a slash at the end. */
export interface ProviderBases {
  readonly falQueue: string
  readonly falRest: string
  /** Prices. */
  readonly falApi: string
  readonly google: string
  readonly replicate: string
  readonly runway: string
  readonly together: string
  readonly modelslab: string
  readonly xai: string
}

/** As the services' own pages had them in November 2026. */
export const PROVIDER_BASES: ProviderBases = {
  falQueue: 'https://queue.fal.run',
  falRest: 'https://rest.fal.ai',
  falApi: 'https://api.fal.ai',
  google: 'https://generativelanguage.googleapis.com',
  replicate: 'https://api.replicate.com',
  runway: 'https://api.dev.runwayml.com',
  together: 'https://api.together.ai',
  modelslab: 'https://modelslab.com',
  xai: 'https://api.x.ai',
}

const OWNERS: Readonly<Record<keyof ProviderBases, ProviderId>> = {
  falQueue: 'fal',
  falRest: 'fal',
  falApi: 'fal',
  google: 'google',
  replicate: 'replicate',
  runway: 'runway',
  together: 'together',
  modelslab: 'modelslab',
  xai: 'xai',
}

const VARIABLES = Object.keys(PROVIDER_BASES).map((name) => [name as keyof ProviderBases, variableOf(name)] as const)

/** `falQueue` is DRAPE_PROVIDER_BASE_FAL_QUEUE. */
function variableOf(name: string): string {
  return `DRAPE_PROVIDER_BASE_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

const base = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))

/**
 * Hosts of the services: their own, or those that the environment names in their place, for tests. `loopback` is allowed only then.
 *
 * @throws StudioError `request.invalid` naming the variable.
 */
export function readBases(env: Readonly<Record<string, string | undefined>>): {
  readonly bases: ProviderBases
  readonly loopback: 'allowed' | 'refused'
} {
  const changed = VARIABLES.flatMap(([name, variable]) => {
    const value = env[variable]
    if (value === undefined || value.trim() === '') return []
    const parsed = base.safeParse(value)
    if (!parsed.success) throw new StudioError('request.invalid', `${variable} is not an address`, { details: { at: variable } })
    return [[name, parsed.data] as const]
  })
  return { bases: { ...PROVIDER_BASES, ...Object.fromEntries(changed) }, loopback: changed.length > 0 ? 'allowed' : 'refused' }
}

/** Origins that may be opened while these services are switched on. */
export function originsOf(providers: Iterable<ProviderId>, bases: ProviderBases): ReadonlySet<string> {
  const on = new Set(providers)
  return new Set(VARIABLES.filter(([name]) => on.has(OWNERS[name])).map(([name]) => new URL(bases[name]).origin))
}

/** True for an address at a host of ours: only those are given a key. */
export function isAt(base: string, url: string): boolean {
  return URL.parse(url)?.origin === new URL(base).origin
}
