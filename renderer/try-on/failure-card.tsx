import { CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ErrorCode, StudioErrorShape } from '../../app/domain/errors.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import type { WornGarment } from '../../app/domain/try-on.ts'
import { errorText } from '../studio/error-text.ts'
import { useAsset } from '../studio/queries.ts'
import { Button } from '../ui/button.tsx'
import { wornOf } from './garment-stack.ts'
import styles from './stage.module.css'
import { useTryOn } from './try-on-actions.tsx'
import { tryOnStore } from './try-on-store.ts'
import { askForOther } from './use-garment-stack.ts'

/** Whose photo a failure points to, where it points to one. */
const BLAMED = {
  'tryon.pose-failed': 'person',
  'tryon.segmentation-failed': 'person',
  'tryon.garment-failed': 'garment',
  'tryon.warp-failed': 'garment',
} as const satisfies Partial<Record<ErrorCode, 'person' | 'garment'>>

/** What went wrong, what was kept, and the next step as a button. Stays until it is dismissed. */
export function FailureCard(): ReactNode {
  const { t, i18n } = useTranslation()
  const { job, problem, draft, dismiss } = useTryOn()
  const { person, stack } = useStore(tryOnStore)
  const error: StudioErrorShape | null =
    problem?.toShape() ?? (job !== null && job.kind !== 'final-try-on' && job.finishedAt !== null ? job.error : null)
  const isCancelled = job?.state === 'canceled' && problem === null
  if (error === null && !isCancelled) return null
  const code = error?.code ?? 'job.canceled'
  const blamed = code in BLAMED ? BLAMED[code as keyof typeof BLAMED] : undefined
  const garment = error === null ? undefined : garmentOf(job, error)
  // The first sentence says what happened, the others what to do.
  const [title = '', ...others] = (error === null ? t('errors.job.canceled') : errorText(t, i18n, error)).split(/(?<=[.!?؟])\s/)
  const advice = others.join(' ')
  const isRepeatable = problem === null && job?.kind !== 'final-try-on' && person !== null && wornOf(stack).length > 0
  // The reference leads to the log; it helps only where the fault is ours.
  const ref = code === 'internal' || code === 'worker.lost' ? error?.ref : undefined
  return (
    <div className={styles.failure} role="alert" data-testid="failure" data-code={code}>
      <CircleX size={16} aria-hidden />
      <div>
        <p className={styles.failureTitle}>{title}</p>
        {advice !== '' && <p className={styles.failureKept}>{advice}</p>}
        {garment?.isOneOfSeveral === true && <GarmentName id={garment.id} />}
        {problem === null && code !== 'job.canceled' && <p className={styles.failureKept}>{t('failure.kept')}</p>}
        {ref !== undefined && <p className={styles.failureKept}>{t('failure.reference', { ref })}</p>}
        <div className={styles.actions}>
          {blamed !== undefined && <OtherPhoto of={blamed} garment={garment?.id} />}
          {isRepeatable && (
            <Button kind={blamed === undefined ? 'primary' : 'line'} onClick={() => void draft()}>
              {t('failure.again')}
            </Button>
          )}
          <Button kind="quiet" onClick={dismiss}>
            {t('failure.dismiss')}
          </Button>
        </div>
      </div>
    </div>
  )
}

function GarmentName({ id }: { readonly id: AssetId }): ReactNode {
  const { t } = useTranslation()
  const name = useAsset(id).data?.name
  return name === undefined ? null : <p className={styles.failureKept}>{t('failure.garment', { name })}</p>
}

function OtherPhoto({ of, garment }: { readonly of: 'person' | 'garment'; readonly garment: AssetId | undefined }): ReactNode {
  const { t } = useTranslation()
  const { stack, fill } = useStore(tryOnStore)
  const row = stack.rows.findIndex(({ id }) => id === garment)
  const ask = (): void => (of === 'person' ? fill('person', null) : askForOther(row < 0 ? stack.active : row, t('stack.emptied')))
  return (
    <Button kind="primary" onClick={ask}>
      {t(of === 'person' ? 'failure.otherPerson' : 'failure.otherGarment')}
    </Button>
  )
}

/** The garment that an error is about: it says which, where there are several. */
function garmentOf(
  job: JobSummary | null,
  { details }: StudioErrorShape,
): { readonly id: AssetId; readonly isOneOfSeveral: boolean } | undefined {
  const garments = (job?.payload as { readonly garments?: readonly WornGarment[] } | undefined)?.garments ?? []
  const place = typeof details['garment'] === 'number' ? details['garment'] : garments.length === 1 ? 1 : 0
  const id = garments[place - 1]?.garmentId
  return id && { id, isOneOfSeveral: garments.length > 1 }
}
