import type { Corrections } from '../../app/domain/corrections.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import type { TryOnOptions } from '../../app/domain/try-on.ts'
import { correctionsStore, NO_CORRECTIONS, pendingOf } from './corrections-store.ts'

/** The corrections a draft was made with, as the core checked them. Drafts of older versions have none. */
export function correctionsOf(job: JobSummary): Corrections {
  const { options } = job.payload as unknown as { readonly options: Partial<TryOnOptions> }
  return options.corrections ?? NO_CORRECTIONS
}

/** Those that hold for the next draft: what was moved over this one, or what it was made with. */
export function currentCorrections(job: JobSummary): Corrections {
  return pendingOf(correctionsStore.getState(), job.id) ?? correctionsOf(job)
}
