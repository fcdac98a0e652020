import { CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ErrorCode, StudioErrorShape } from '../../app/domain/errors.ts'
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
  const { t } = useTranslation()
  const { job, problem, draft, dismiss } = useTryOn()
  const { person, garment, fill } = useStore(tryOnStore)
  const error: StudioErrorShape | null = problem?.toShape() ?? (job !== null && job.finishedAt !== null ? job.error : null)
  const isCancelled = job?.state === 'canceled' && problem === null
  if (error === null && !isCancelled) return null
  const code = error?.code ?? 'job.canceled'
  const blamed = code in BLAMED ? BLAMED[code as keyof typeof BLAMED] : undefined
  const isRepeatable = problem === null && person !== null && garment !== null
  const file = error?.details.file
  return (
    <div className={styles.failure} role="alert" data-testid="failure" data-code={code}>
      <CircleX size={16} aria-hidden />
      <div>
        <p className={styles.failureTitle}>
          {typeof file === 'string' ? `${file}: ` : ''}
          {t(`errors.${code}`)}
        </p>
        {problem === null && code !== 'job.canceled' && <p className={styles.failureKept}>{t('failure.kept')}</p>}
        {error?.ref !== undefined && <p className={styles.failureKept}>{t('failure.reference', { ref: error.ref })}</p>}
        <div className={styles.actions}>
          {isRepeatable && (
            <Button kind="primary" onClick={() => void draft()}>
              {t('failure.again')}
            </Button>
          )}
          {blamed !== undefined && (
            <Button kind="line" onClick={() => fill(blamed, null)}>
              {t(blamed === 'person' ? 'failure.otherPerson' : 'failure.otherGarment')}
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
