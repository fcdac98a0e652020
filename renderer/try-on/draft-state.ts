import type { TFunction } from 'i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import { finalOf } from '../final/final-of.ts'
import { draftOf } from './draft-of.ts'
import { STEPS, stepOf } from './steps.ts'

/** How it goes with the draft or final on the stage; `low` is below the threshold: finished, and no failure. */
export type DraftState = 'none' | 'working' | 'good' | 'low' | 'stopped' | 'canceled'

/** @param threshold what counts as good enough now: who changes their mind need not draft again. */
export function stateOf(job: JobSummary | null, threshold: number): DraftState {
  if (job === null) return 'none'
  const score = draftOf(job)?.qualityScore ?? finalOf(job)?.score ?? null
  if (score !== null) return score >= threshold ? 'good' : 'low'
  if (job.state === 'canceled') return 'canceled'
  return job.finishedAt === null && job.state !== 'needs-attention' ? 'working' : 'stopped'
}

/** The state in a few words, with the step where there is one; null where it goes without saying. */
export function stateText(t: TFunction, job: JobSummary | null, threshold: number): string | null {
  const state = stateOf(job, threshold)
  const step = STEPS[stepOf((state === 'working' ? job?.progress.stage : job?.error?.stage) ?? undefined)]
  const name = step === undefined ? null : t(`steps.${step.id}`)
  switch (state) {
    case 'none':
    case 'good':
      return null
    case 'working':
      return name === null ? t('draftState.working') : t('draftState.at', { step: name })
    case 'low':
      return t('draftState.low')
    case 'stopped':
      return name === null ? t('draftState.stopped') : t('draftState.stoppedAt', { step: name })
    case 'canceled':
      return t('draftState.canceled')
  }
}
