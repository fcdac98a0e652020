import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './rewarp.module.css'
import type { CorrectionView } from './use-corrections.ts'

/** Says on the stage what it shows while points are moved, and why where it cannot. */
export function CorrectionNote({ correction }: { readonly correction: CorrectionView }): ReactNode {
  const { t } = useTranslation()
  const { problem, frame, isOpening, isPreview } = correction
  const text =
    problem !== null
      ? t(frame === null ? 'correction.failed' : 'correction.refused')
      : isOpening
        ? t('correction.opening')
        : isPreview
          ? t('correction.previewPlate')
          : null
  return (
    <p className={styles.note} role="status" hidden={text === null} data-testid="correction-note">
      {text}
    </p>
  )
}
