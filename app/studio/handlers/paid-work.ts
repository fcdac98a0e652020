import { checkRequest } from '../../domain/cloud/check-request.ts'
import type { GenerateRequest, ModelChoice } from '../../domain/cloud/generate-request.ts'
import type { CloudModel } from '../../domain/cloud/model.ts'
import { priceOf } from '../../domain/cloud/price.ts'
import { StudioError } from '../../domain/errors.ts'
import type { MicroUsd } from '../../domain/money/money.ts'
import { getPicture } from '../../library/assets.ts'
import { keyName } from '../cloud.ts'
import type { StudioContext } from './context.ts'

/**
 * What a request would cost, filled with the defaults of its model. Everything that can be known to be wrong is said now, not by a job later.
 *
 * @throws StudioError `request.invalid`, `asset.not-found`, `asset.not-a-picture`, `provider.bad-request`, `provider.model-retired`, `money.price-unknown`
 */
export function priceRequest({ cloud, library }: Pick<StudioContext, 'cloud' | 'library'>, request: GenerateRequest) {
  const { registry } = cloud
  const pictures = request.inputs.map(({ assetId }) => getPicture(library, assetId))
  const inputs = pictures.map(({ width, height }) => ({ widthPx: width, heightPx: height }))
  const fill = (choice: ModelChoice): { model: CloudModel; choice: ModelChoice } => {
    const { model } = registry().resolve(choice.model)
    return { model, choice: { model: model.id, parameters: checkRequest(model, { ...request, parameters: choice.parameters }) } }
  }
  const first = fill(request.choice)
  const alternatives = request.alternatives.map((choice) => fill(choice).choice)
  const { parameters } = first.choice
  const { micros, worstCaseMicros, unit, count, asOf, isEstimate } = priceOf(first.model, { parameters, inputs })
  return {
    model: first.model,
    request: { ...request, choice: first.choice, alternatives },
    price: { model: first.model.id, parameters, unit, count, micros, worstCaseMicros, asOf, isEstimate },
  }
}

/**
 * Whether work for money may begin: its service is on and has a key, and the reserve fits under every limit.
 *
 * @throws StudioError `provider.off`, `provider.no-key`, `money.cap-reached`, `secrets.locked`, `secrets.failed`
 */
export async function admitWork(
  { cloud }: Pick<StudioContext, 'cloud'>,
  wanted: { readonly model: CloudModel; readonly reserve: MicroUsd } & Pick<GenerateRequest, 'brand' | 'maxMicros'>,
): Promise<void> {
  const { ledger, states } = cloud.services
  const { provider } = wanted.model
  if (!states.get(provider).isOn) throw new StudioError('provider.off', `${provider} is not switched on`, { details: { provider } })
  const secrets = await cloud.secrets()
  if ((await secrets.get(keyName(provider))) === undefined) {
    throw new StudioError('provider.no-key', `There is no key for ${provider}`, { details: { provider } })
  }
  ledger.check({ jobId: '', provider, brand: wanted.brand, reserve: wanted.reserve, jobLimit: wanted.maxMicros, night: null })
}
