import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { GenerateRequest } from '../../../app/domain/cloud/generate-request.ts'
import type { CloudModel } from '../../../app/domain/cloud/model.ts'
import type { CloudTask } from '../../../app/domain/cloud/tasks.ts'
import type { SecretsStatus } from '../../../app/domain/secrets-status.ts'
import { modelInUse, type Offered, offeredModels } from '../../providers/choose-model.ts'
import { useModels, useProviders } from '../../providers/queries.ts'
import { useAsset } from '../../studio/queries.ts'
import { createRoomStore, type Reference } from '../create-store.ts'
import { type FinalPrompt, useFinalPrompt } from '../panel/use-final-prompt.ts'
import { fitInputs, lacksInput } from './fit-inputs.ts'
import { planJobs } from './plan-jobs.ts'

/** Why nothing can be asked for now, before money is looked at. */
export type Obstacle =
  | 'no-key'
  | 'off'
  | 'paused'
  | 'no-price'
  | 'locked'
  | 'garment'
  | 'picture'
  | 'prompt'
  | 'prompt-long'
  | 'writing'
  | 'no-model'

/** What would be asked for if it was asked now. */
export interface Plan {
  readonly task: CloudTask
  /** Everything that takes the pictures on the table, in the order of the registry. */
  readonly offered: readonly Offered[]
  readonly inUse: Offered | undefined
  readonly model: CloudModel | undefined
  readonly inputs: readonly Reference[]
  readonly prompt: string
  /** The same with what became of it on the way. */
  readonly words: FinalPrompt
  readonly requests: readonly GenerateRequest[]
  readonly obstacle: Obstacle | null
  readonly secrets: SecretsStatus | undefined
  /** Whether any service can be asked at all; undefined while it is not known. */
  readonly hasService: boolean | undefined
}

/** The hours of "tonight", by the clock where the money is counted. */
export const NIGHT = { from: '01:00', to: '06:00' } as const

/** Puts together what is on the table. */
export function usePlan(): Plan {
  const { mode, garment, references, model: chosen, parameters, pictures, when } = useStore(createRoomStore)
  const garmentName = useAsset(mode === 'studio' ? garment : null).data?.name ?? null
  const given = useMemo<readonly Reference[]>(
    () => [...(mode === 'studio' && garment !== null ? [{ role: 'garment', assetId: garment } as const] : []), ...references[mode]],
    [mode, garment, references],
  )
  const task: CloudTask = mode === 'studio' || given.length > 0 ? 'edit-image' : 'text-to-image'
  const models = useModels(task).data
  const providers = useProviders().data
  const offered = useMemo(
    () => offeredModels(models ?? [], providers?.providers ?? []).filter(({ model }) => fitInputs(model, given) !== null),
    [models, providers, given],
  )
  const inUse = modelInUse(offered, chosen[mode]) ?? modelInUse(offered, null)
  const model = inUse?.model
  const words = useFinalPrompt(model?.id ?? null, mode === 'creative' && given.length > 0 ? 'edit' : 'make')
  const { prompt, negativePrompt } = words
  const inputs = (model === undefined ? null : fitInputs(model, given)) ?? given
  const requests = useMemo<readonly GenerateRequest[]>(() => {
    if (model === undefined) return []
    return planJobs(model, parameters[model.id] ?? {}, pictures).map((values) => ({
      task,
      choice: { model: model.id, parameters: { ...values } },
      alternatives: [],
      prompt,
      negativePrompt: model.form.negativeField === null ? '' : negativePrompt,
      inputs: [...inputs],
      brand: null,
      maxMicros: null,
      window: when === 'tonight' ? { notBefore: null, hours: { ...NIGHT }, budgetMicros: null } : null,
      name: garmentName === null ? null : garmentName.replace(/\.[^.]+$/, ''),
    }))
  }, [model, parameters, pictures, task, prompt, negativePrompt, inputs, when, garmentName])
  const obstacle = obstacleOf({
    inUse,
    isLocked: providers?.secrets.isLocked === true,
    needsGarment: mode === 'studio' && garment === null,
    inputs,
    words,
  })
  return {
    task,
    offered,
    inUse,
    model,
    inputs,
    prompt,
    words,
    requests,
    obstacle,
    secrets: providers?.secrets,
    hasService: providers?.providers.some(({ isOn, hasKey }) => isOn && hasKey),
  }
}

interface Looked {
  readonly inUse: Offered | undefined
  readonly isLocked: boolean
  readonly needsGarment: boolean
  readonly inputs: readonly Reference[]
  readonly words: FinalPrompt
}

function obstacleOf({ inUse, isLocked, needsGarment, inputs, words }: Looked): Obstacle | null {
  if (inUse === undefined) return 'no-model'
  const { model, readiness } = inUse
  if (isLocked) return 'locked'
  if (readiness !== 'ready') return readiness
  if (needsGarment) return 'garment'
  if (lacksInput(model, inputs)) return 'picture'
  const { prompt, state } = words
  if (state === 'writing') return 'writing'
  if (prompt.length > model.limits.mostPrompt) return 'prompt-long'
  return model.form.promptField !== null && prompt.trim() === '' ? 'prompt' : null
}
