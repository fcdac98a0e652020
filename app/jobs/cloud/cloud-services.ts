import type { CloudModel, ProviderFacts } from '../../domain/cloud/model.ts'
import type { ProviderId } from '../../domain/cloud/tasks.ts'
import type { JobId } from '../../domain/ids.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { ProviderStates } from '../../ledger/provider-states.ts'
import type { RemoteFiles } from '../../ledger/remote-files.ts'
import type { ProviderAdapter, ProviderCall } from '../../providers/adapter.ts'
import type { Pacer } from './pacer.ts'

/** The models and services that the studio knows. */
export interface CloudCatalogue {
  model(id: string): CloudModel | undefined
  facts(provider: ProviderId): Pick<ProviderFacts, 'concurrency' | 'requestsPerMinute'>
}

/** What jobs need to have work done by services for money. */
export interface CloudServices {
  readonly catalogue: CloudCatalogue
  readonly ledger: Ledger
  readonly states: ProviderStates
  readonly remoteFiles: RemoteFiles
  readonly pacer: Pacer
  /** @throws StudioError `provider.off` where there is none */
  adapter(provider: ProviderId): ProviderAdapter
  /**
   * Everything for one call, the key among it.
   * @throws StudioError `provider.off`, `provider.no-key`, `secrets.locked`, `secrets.failed`
   */
  call(provider: ProviderId, options: { readonly idempotencyKey: string; readonly signal: AbortSignal }): Promise<ProviderCall>
  /** Jobs whose submit is on the wire in this process. */
  readonly sending: Set<JobId>
  readonly timing: CloudTiming
}

/** Waits, in milliseconds. Shorter in tests. */
export interface CloudTiming {
  /** How long after a submit with a lost answer its service is asked what became of it: lists of requests lag behind. */
  readonly reconcileAfterMs: number
  /** For how long a service that does not know yet is asked again, before a person is: some list requests only when they have ended. */
  readonly reconcileForMs: number
  /** Pause after the first failed look at waiting work; it doubles with each, up to `maxPauseMs`. */
  readonly firstPauseMs: number
  readonly maxPauseMs: number
  /** Longest pause between two looks at work that goes well, whatever the service would like. */
  readonly longestPollMs: number
  /** Longest time from acceptance to the end, and of not reaching the service, after which a person is asked. */
  readonly deadlineMs: { readonly picture: number; readonly clip: number; readonly unreachable: number }
  /** Longest wait of one download. */
  readonly downloadMs: number
}

export const CLOUD_TIMING: CloudTiming = {
  reconcileAfterMs: 20_000,
  reconcileForMs: 5 * 60_000,
  firstPauseMs: 2_000,
  maxPauseMs: 120_000,
  longestPollMs: 60_000,
  deadlineMs: { picture: 20 * 60_000, clip: 60 * 60_000, unreachable: 24 * 60 * 60_000 },
  downloadMs: 10 * 60_000,
}

/** The queue's slot of a service. */
export function slotOf(provider: ProviderId): string {
  return `cloud-${provider}`
}
