import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../app/domain/import.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import type { CleanUpReport } from '../../app/domain/storage.ts'
import { type Format, useFormat } from '../language/use-format.ts'
import { draftOf } from '../try-on/draft-of.ts'
import { Num } from '../ui/num.tsx'
import styles from './job-detail.module.css'

/** Kind, tries, and what the job's kind has to tell of its result. */
export function JobFacts({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const facts = [
    { name: t('jobs.kind'), value: t(`job.${job.kind}`) },
    { name: t('jobs.attempts'), value: <Num>{format.number(job.attempts)}</Num> },
    ...resultFacts(job, t, format),
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface Fact {
  readonly name: string
  readonly value: ReactNode
}

function resultFacts(job: JobSummary, t: TFunction, format: Format): readonly Fact[] {
  if (job.state !== 'succeeded') return []
  const draft = draftOf(job)
  if (draft !== null)
    return [
      { name: t('jobs.took'), value: <Num>{format.seconds(draft.totalMs)}</Num> },
      { name: t('jobs.score'), value: <Num>{format.number(draft.qualityScore, 2)}</Num> },
    ]
  // The core checked results against the schema of the kind; a second check here would bring zod into the page.
  if (job.kind === 'clean-up') return [{ name: t('jobs.freed'), value: <Num>{format.bytes((job.result as CleanUpReport).sizeBytes)}</Num> }]
  if (job.kind !== 'import') return []
  const { imported, duplicates, refused } = job.result as unknown as ImportReport
  return [
    { name: t('jobs.brought'), value: t('jobs.files', { count: imported.length + duplicates.length }) },
    ...(refused.length === 0 ? [] : [{ name: t('jobs.refused'), value: t('jobs.files', { count: refused.length }) }]),
  ]
}
