import { RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import { Button } from '../ui/button.tsx'
import { Num } from '../ui/num.tsx'
import styles from './decision.module.css'
import { useJobActions } from './use-job-actions.ts'

interface DecisionButtonsProps {
  readonly job: JobSummary
  /** What one more send may cost, in words. */
  readonly cost: string | null
  readonly kind: 'primary' | 'plain'
}

/** Asking the service comes first: it costs nothing. Sending again names both sums. */
export function DecisionButtons({ job, cost, kind }: DecisionButtonsProps): ReactNode {
  const { t } = useTranslation()
  const { decide } = useJobActions()
  return (
    <>
      <Button kind={kind} onClick={() => decide(job, 'go-on')} data-testid="decide-go-on">
        <RefreshCw size={16} aria-hidden />
        {t('decide.goOn')}
      </Button>
      <Button kind="line" onClick={() => decide(job, 'send-again')} data-testid="decide-send-again">
        {t('decide.sendAgain')}
        {cost !== null && (
          <span className={styles.sums}>
            <Num>{`${cost} + ${cost}`}</Num>
          </span>
        )}
      </Button>
      <Button kind="quiet" onClick={() => decide(job, 'discard')} data-testid="decide-discard">
        {t('decide.discard')}
      </Button>
    </>
  )
}
