import type { ProviderStatus } from '../../app/contract/cloud.ts'
import type { CloudModel } from '../../app/domain/cloud/model.ts'

/** Whether a model can be asked now, else what is in the way. */
export type Readiness = 'ready' | 'no-key' | 'off' | 'paused' | 'no-price'

export interface Offered {
  readonly model: CloudModel
  readonly readiness: Readiness
}

/** Models of services for people to choose from: none that its service is about to take away, none of this machine. */
export function offeredModels(models: readonly CloudModel[], providers: readonly ProviderStatus[]): readonly Offered[] {
  return models
    .filter(({ provider, status }) => provider !== 'local' && status !== 'deprecated')
    .map((model) => ({ model, readiness: readinessOf(model, providers) }))
}

function readinessOf({ provider, price }: CloudModel, providers: readonly ProviderStatus[]): Readiness {
  const status = providers.find(({ id }) => id === provider)
  if (status === undefined || !status.hasKey) return 'no-key'
  if (!status.isOn) return 'off'
  if (status.pause !== null) return 'paused'
  return price === null ? 'no-price' : 'ready'
}

/** The model that was chosen; without a choice the first that can be asked, else the first of a known price. */
export function modelInUse(offered: readonly Offered[], chosen: string | null): Offered | undefined {
  if (chosen !== null) return offered.find(({ model }) => model.id === chosen)
  return offered.find(({ readiness }) => readiness === 'ready') ?? offered.find(({ readiness }) => readiness !== 'no-price') ?? offered[0]
}
