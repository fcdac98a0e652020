import { CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ErrorCode, StudioErrorShape } from '../../app/domain/errors.ts'
import { errorText } from '../studio/error-text.ts'
import { Button } from '../ui/button.tsx'
import styles from './stage.module.css'
import { useTryOn } from './try-on-actions.tsx'
import { tryOnStore } from './try-on-store.ts'

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
  const { person, garment, fill } = useStore(tryOnStore)
  const error: StudioErrorShape | null = problem?.toShape() ?? (job !== null && job.finishedAt !== null ? job.error : null)
  const isCancelled = job?.state === 'canceled' && problem === null
  if (error === null && !isCancelled) return null
  const code = error?.code ?? 'job.canceled'
  const blamed = code in BLAMED ? BLAMED[code as keyof typeof BLAMED] : undefined
  // The first sentence says what happened, the others what to do.
  const [title = '', ...others] = (error === null ? t('errors.job.canceled') : errorText(t, i18n, error)).split(/(?<=[.!?؟])\s/)
  const advice = others.join(' ')
  const isRepeatable = problem === null && person !== null && garment !== null
  // The reference leads to the log; it helps only where the fault is ours.
  const ref = code === 'internal' || code === 'worker.lost' ? error?.ref : undefined
  return (
    <div className={styles.failure} role="alert" data-testid="failure" data-code={code}>
      <CircleX size={16} aria-hidden />
      <div>
        <p className={styles.failureTitle}>{title}</p>
        {advice !== '' && <p className={styles.failureKept}>{advice}</p>}
        {problem === null && code !== 'job.canceled' && <p className={styles.failureKept}>{t('failure.kept')}</p>}
        {ref !== undefined && <p className={styles.failureKept}>{t('failure.reference', { ref })}</p>}
        <div className={styles.actions}>
          {blamed !== undefined && (
            <Button kind="primary" onClick={() => fill(blamed, null)}>
              {t(blamed === 'person' ? 'failure.otherPerson' : 'failure.otherGarment')}
            </Button>
          )}
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
