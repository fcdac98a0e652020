import { Brush, LoaderCircle } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StudioError } from '../../app/domain/errors.ts'
import type { JobId } from '../../app/domain/ids.ts'
import type { CleanUpReport, StorageKind } from '../../app/domain/storage.ts'
import { reportProblem } from '../frame/problem-store.ts'
import { useFormat } from '../language/use-format.ts'
import { useJob, useStorageUse } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Num } from '../ui/num.tsx'
import { PageHead } from './page-head.tsx'
import styles from './settings.module.css'
import sumStyles from './storage.module.css'
import { StorageBar } from './storage-bar.tsx'

export interface KindUse {
  readonly kind: StorageKind
  readonly files: number
  readonly sizeBytes: number
}

/** What the library takes on the disk, by kind, and making room. */
export function StoragePage(): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { client } = useStudio()
  const [cleanUp, setCleanUp] = useState<JobId | null>(null)
  const job = useJob(cleanUp).data ?? null
  const isCleaning = cleanUp !== null && (job === null || job.finishedAt === null)
  const use = useStorageUse(job?.state === 'succeeded' ? cleanUp : null).data
  const clean = (): void => {
    client['storage.clean']({}).then(
      ({ jobId }) => setCleanUp(jobId),
      (thrown: unknown) => reportProblem(StudioError.from(thrown)),
    )
  }
  const kinds = use?.kinds.toSorted((a, b) => b.sizeBytes - a.sizeBytes) ?? []
  const total = kinds.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const files = kinds.reduce((sum, one) => sum + one.files, 0)
  return (
    <>
      <PageHead title={t('settings.page.storage')} help={t('storage.help')}>
        <Button kind="line" disabled={isCleaning} onClick={clean} data-testid="clean-storage">
          {isCleaning ? <LoaderCircle size={16} className={styles.spin} aria-hidden /> : <Brush size={16} aria-hidden />}
          {t(isCleaning ? 'storage.cleaning' : 'storage.clean')}
        </Button>
      </PageHead>
      <div className={styles.body} role="status">
        {job?.state === 'succeeded' && <Cleaned report={job.result as CleanUpReport} />}
        {job?.state === 'failed' && job.error !== null && (
          <Note kind="bad" title={t('storage.cleanFailed', { reason: t(`errors.${job.error.code}`) })} />
        )}
      </div>
      {use === undefined ? (
        <p className={styles.none}>{t('storage.measuring')}</p>
      ) : (
        <>
          <p className={sumStyles.sums}>
            <span>{t('storage.total', { size: format.bytes(total), files: t('storage.files', { count: files }) })}</span>
            <span>{t('storage.free', { size: format.bytes(use.freeBytes) })}</span>
          </p>
          <StorageBar kinds={kinds} totalBytes={total} />
          <KindTable kinds={kinds} />
          <p className={styles.help}>{t('storage.cleanHelp')}</p>
        </>
      )}
    </>
  )
}

function Cleaned({ report }: { readonly report: CleanUpReport }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const text =
    report.files === 0
      ? t('storage.cleanedNone')
      : t('storage.cleaned', { size: format.bytes(report.sizeBytes), files: t('storage.files', { count: report.files }) })
  return <Note kind="plain" title={text} testId="cleaned" />
}

function KindTable({ kinds }: { readonly kinds: readonly KindUse[] }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <table className={styles.table} aria-label={t('settings.page.storage')}>
      <thead>
        <tr>
          <th scope="col">{t('storage.kind')}</th>
          <th scope="col" className={styles.number}>
            {t('storage.count')}
          </th>
          <th scope="col" className={styles.number}>
            {t('storage.size')}
          </th>
        </tr>
      </thead>
      <tbody>
        {kinds.map(({ kind, files, sizeBytes }) => (
          <tr key={kind} data-testid={`storage-${kind}`}>
            <th scope="row">
              {t(`storage.kinds.${kind}`)}
              <small>{t(`storage.about.${kind}`)}</small>
            </th>
            <td className={styles.number}>
              <Num>{format.number(files)}</Num>
            </td>
            <td className={styles.number}>
              <Num>{format.bytes(sizeBytes)}</Num>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
