import type { TFunction } from 'i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import type english from '../../resources/locales/en/studio.json'
import type { Format } from '../language/use-format.ts'
import { cloudModelOf } from '../providers/generate-job.ts'
import { providerName, providerOf } from '../providers/provider-names.ts'

type StageId = keyof typeof english.stage

/** What lists call a job; one without a name of its own is called by its kind. */
export function jobTitle(t: TFunction, job: JobSummary): string {
  return job.title === '' ? t(`job.${job.kind}`) : job.title
}

/** What kind of work it is; of work at a service also which. */
export function jobKindText(t: TFunction, job: JobSummary): string {
  const model = cloudModelOf(job)
  return model === null ? t(`job.${job.kind}`) : `${t(`job.${job.kind}`)} · ${providerName(providerOf(model))}`
}

/** Where a job stands, in words. */
export function standingText(t: TFunction, job: JobSummary, around: { readonly format: Format; readonly isPaused: boolean }): string {
  if (job.state === 'running') {
    if (job.cancelRequested) return t('jobs.state.stopping')
    return job.progress.stage === null ? t('jobs.state.running') : t(`stage.${job.progress.stage as StageId}`, t('jobs.state.running'))
  }
  if (job.state === 'queued' && job.attempts > 0 && job.runAt > Date.now()) {
    return t('jobs.state.retry', { time: around.format.timeOfDay(job.runAt) })
  }
  if (job.state === 'queued' && job.runAt > Date.now()) return t('jobs.state.later', { time: around.format.moment(job.runAt) })
  if (job.state === 'queued' && around.isPaused) return t('jobs.state.paused')
  const model = cloudModelOf(job)
  if (model !== null && job.state === 'waiting') return t('jobs.state.atService', { provider: providerName(providerOf(model)) })
  if (model !== null && job.state === 'needs-attention') return t('jobs.state.undecided')
  return t(`jobs.state.${job.state}`)
}
