import { createStore } from 'zustand/vanilla'
import type { ProviderId } from '../../../app/domain/cloud/tasks.ts'
import type { StudioErrorShape } from '../../../app/domain/errors.ts'
import { go } from '../../frame/route.ts'

export type CloudProvider = Exclude<ProviderId, 'local'>

/** What a look at a key came to, as far as this page saw it. */
export interface TestAnswer {
  readonly account: string | null
  readonly balance: string | null
  readonly isCertain: boolean
}

interface ProvidersState {
  readonly chosen: CloudProvider | null
  /** Services whose key is being looked at. */
  readonly testing: readonly CloudProvider[]
  readonly answers: Partial<Readonly<Record<CloudProvider, TestAnswer>>>
  /** Why a key could not be kept or looked at, where the service itself said nothing. */
  readonly problems: Partial<Readonly<Record<CloudProvider, StudioErrorShape>>>
}

/** What the page of the services shows; it holds no key at any time. */
export const providersStore = createStore<ProvidersState>()(() => ({ chosen: null, testing: [], answers: {}, problems: {} }))

export function chooseProvider(chosen: CloudProvider): void {
  providersStore.setState({ chosen })
}

/** Leads to where a service is given its key. */
export function goToProvider(provider: string | null): void {
  if (provider !== null) providersStore.setState({ chosen: provider as CloudProvider })
  go('settings', 'providers')
}
