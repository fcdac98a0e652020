import { useCallback, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Asset } from '../../../app/domain/asset.ts'
import { directModel } from '../../../app/domain/cloud/direct-model.ts'
import type { GenerateRequest } from '../../../app/domain/cloud/generate-request.ts'
import type { CloudModel } from '../../../app/domain/cloud/model.ts'
import { problemOf } from '../../../app/domain/cloud/parameter.ts'
import type { Direction } from '../../../app/domain/director/direction.ts'
import type { Told } from '../../../app/domain/director/translate.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import type { JsonValue } from '../../../app/domain/json.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import type { ReachedCap } from '../../money/cap-reached.ts'
import { useCapCheck } from '../../money/queries.ts'
import { jobLimit, type TotalPrice, usePrice } from '../../money/use-price.ts'
import { type Offered, offeredModels } from '../../providers/choose-model.ts'
import { useModels, useProviders } from '../../providers/queries.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { videoStore } from '../video-store.ts'

/** A take by a service, as it would be asked for now. */
export interface CloudTake {
  /** Null where this machine makes the takes. */
  readonly offered: Offered | null
  readonly price: TotalPrice | undefined
  readonly priceProblem: Error | null
  readonly cap: ReachedCap | null
  /** How each control of the direction reaches the model. */
  readonly told: readonly Told[]
  readonly canMake: boolean
  readonly make: () => void
}

/** Models that make a clip of a still; nothing is asked for them, or of the keyring, before a person wants one. */
export function useClipModels({ isWanted }: { readonly isWanted: boolean }): readonly Offered[] {
  const models = useModels('image-to-video').data
  const providers = useProviders({ isWanted }).data
  return useMemo(
    () => (isWanted && providers !== undefined ? offeredModels(models ?? [], providers.providers) : []),
    [models, providers, isWanted],
  )
}

/** Puts together the request of a take by the model that was chosen in the director. */
export function useCloudTake(still: Asset): CloudTake {
  const { client } = useStudio()
  const maker = useStore(videoStore, (state) => state.maker)
  const direction = useStore(videoStore, ({ history }) => history.direction)
  const models = useClipModels({ isWanted: maker !== null })
  const offered = models.find(({ model }) => model.id === maker) ?? null
  const model = offered?.model
  const { id, name } = still
  const { request, told } = useMemo(
    () => (model === undefined ? { request: null, told: [] } : requestFor(model, direction, { id, name })),
    [model, direction, id, name],
  )
  const { data: price, error } = usePrice(request === null ? [] : [request], { isWanted: offered?.readiness !== 'no-price' })
  const wanted =
    price === undefined || model === undefined
      ? null
      : { provider: model.provider, brand: null, micros: price.reserveMicros, jobMicros: price.jobReserveMicros }
  const cap = useCapCheck(wanted) ?? null
  const canMake = offered?.readiness === 'ready' && price !== undefined && cap === null
  const make = useCallback(() => {
    if (request === null || price === undefined || !canMake) return
    client['generate.start']({ ...request, maxMicros: jobLimit(price.jobReserveMicros) }).catch((thrown: unknown) =>
      reportProblem(StudioError.from(thrown)),
    )
  }, [client, request, price, canMake])
  return { offered, price, priceProblem: error, cap, told, canMake, make }
}

function requestFor(
  model: CloudModel,
  direction: Direction,
  still: Pick<Asset, 'id' | 'name'>,
): { readonly request: GenerateRequest; readonly told: readonly Told[] } {
  const said = model.dialect === undefined ? { prompt: '', negativePrompt: '', parameters: {}, told: [] } : directModel(model, direction)
  return {
    told: said.told,
    request: {
      task: 'image-to-video',
      choice: { model: model.id, parameters: knownTo(model, said.parameters) },
      alternatives: [],
      prompt: said.prompt.slice(0, model.limits.mostPrompt),
      negativePrompt: model.form.negativeField === null ? '' : said.negativePrompt,
      inputs: [{ role: 'image', assetId: still.id }],
      brand: null,
      maxMicros: null,
      window: null,
      name: still.name.replace(/\.[^.]+$/, ''),
    },
  }
}

/** Only what the registry lets the model be asked for: a dialect may be a day ahead of it. */
function knownTo({ parameters: rules }: CloudModel, parameters: Readonly<Record<string, JsonValue>>): Record<string, JsonValue> {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name, value]) => {
      const rule = rules[name]
      return rule !== undefined && problemOf(value, rule) === null
    }),
  )
}
