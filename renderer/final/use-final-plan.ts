import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { FinalRequest } from '../../app/domain/final/final-request.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { modelInUse, type Offered, offeredModels } from '../providers/choose-model.ts'
import { useModels, useProviders } from '../providers/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { wornOf } from '../try-on/garment-stack.ts'
import { tryOnStore } from '../try-on/try-on-store.ts'
import { draftOnStage, makesFinal, type Table } from './final-source.ts'
import { finalStore } from './final-store.ts'

/** Why no final can be asked for now, before money is looked at. */
export type FinalObstacle = 'no-key' | 'off' | 'paused' | 'no-price' | 'locked' | 'pictures' | 'no-model'

/** Without what has a default of its own. */
type Asked = Omit<FinalRequest, 'from' | 'wish'> & {
  readonly from:
    | { readonly kind: 'draft'; readonly draftId: Table['personId'] }
    | {
        readonly kind: 'pictures'
        readonly personId: Table['personId']
        readonly garments: Table['garments'][number][]
        readonly options: { readonly tuck: Table['tuck']; readonly qualityThreshold: number; readonly debug: true }
      }
}

export interface FinalPlan {
  readonly offered: readonly Offered[]
  readonly inUse: Offered | undefined
  readonly obstacle: FinalObstacle | null
  /** Null while something is missing. */
  readonly request: Asked | null
}

/** Puts together what a final of the table would be. */
export function useFinalPlan(job: JobSummary | null): FinalPlan {
  const { mode, settings } = useStore(finalStore)
  const { person, stack, settings: drafts } = useStore(tryOnStore)
  const isWanted = mode === 'final'
  const [dressing, editing] = [useModels('try-on').data, useModels('edit-image').data]
  const providers = useProviders({ isWanted }).data
  const { tuck, qualityThreshold } = drafts
  const table = useMemo<Table | null>(() => {
    const garments = wornOf(stack).map(({ id, type, front }) => ({ garmentId: id, garmentType: type, front }))
    return person === null || garments.length === 0 ? null : { personId: person, garments, tuck }
  }, [person, stack, tuck])
  const offered = useMemo(() => {
    const models = new Map([...(dressing ?? []), ...(editing ?? [])].map((model) => [model.id, model]))
    return offeredModels([...models.values()], providers?.providers ?? []).filter(({ model }) => table === null || makesFinal(model, table))
  }, [dressing, editing, providers, table])
  const inUse = modelInUse(offered, settings.model) ?? modelInUse(offered, null)
  const draftId = table === null ? null : draftOnStage(job, table)
  const model = inUse?.model.id
  const request = useMemo<Asked | null>(() => {
    if (table === null || model === undefined) return null
    const { realism, face, background, maxRetries, onWeakDraft } = settings
    return {
      choice: { model, parameters: {} },
      realism,
      preserve: { face, background },
      maxRetries,
      qualityThreshold,
      seed: 1,
      onWeakDraft,
      brand: null,
      maxMicros: null,
      from:
        draftId !== null
          ? { kind: 'draft', draftId }
          : {
              kind: 'pictures',
              personId: table.personId,
              garments: [...table.garments],
              options: { tuck: table.tuck, qualityThreshold, debug: true },
            },
    }
  }, [table, model, settings, qualityThreshold, draftId])
  return { offered, inUse, request, obstacle: obstacleOf(inUse, { isLocked: providers?.secrets.isLocked === true, table }) }
}

function obstacleOf(
  inUse: Offered | undefined,
  { isLocked, table }: { readonly isLocked: boolean; readonly table: Table | null },
): FinalObstacle | null {
  if (inUse === undefined) return 'no-model'
  if (isLocked) return 'locked'
  if (inUse.readiness !== 'ready') return inUse.readiness
  return table === null ? 'pictures' : null
}

/** What it would cost, and what the model would be told. It can be asked before there is a key. */
export function useFinalPrice({ request, inUse }: FinalPlan) {
  const { client } = useStudio()
  return useQuery({
    queryKey: ['final.price', request],
    enabled: request !== null && inUse?.readiness !== 'no-price',
    queryFn: async ({ signal }) => (request === null ? null : await client['final.price'](request, { signal })),
    placeholderData: (before) => before,
  })
}
