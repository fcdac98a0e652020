import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { IconButton } from '../ui/button.tsx'
import styles from './frame.module.css'
import { dismissProblem, problemStore } from './problem-store.ts'

/** What went wrong outside of a room, until it is dismissed. */
export function ProblemNote(): ReactNode {
  const { t } = useTranslation()
  const problem = useStore(problemStore, (state) => state.problem)
  if (problem === null) return null
  return (
    <div className={styles.note} role="alert" data-testid="problem" data-code={problem.code}>
      <span>{t(`errors.${problem.code}`)}</span>
      <IconButton label={t('app.close')} onClick={dismissProblem}>
        <X size={16} />
      </IconButton>
    </div>
  )
}
