import { ArrowDown, ArrowUp, ArrowUpToLine } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import { useActiveJobs } from '../studio/queries.ts'
import { Button } from '../ui/button.tsx'
import styles from './job-detail.module.css'
import { jobTitle } from './job-text.ts'
import { useJobActions } from './use-job-actions.ts'
import { type Move, movedOrder, waitingOrder } from './waiting-order.ts'

const MOVES = [
  { move: 'first', Icon: ArrowUpToLine },
  { move: 'earlier', Icon: ArrowUp },
  { move: 'later', Icon: ArrowDown },
] as const satisfies readonly { move: Move; Icon: unknown }[]

/** Where a waiting job stands in line, and moving it. */
export function JobOrder({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const { reorder } = useJobActions()
  const jobs = useActiveJobs().data?.jobs ?? []
  const order = waitingOrder(jobs).map(({ id }) => id)
  const title = jobTitle(t, job)
  return (
    <div className={styles.order}>
      {MOVES.map(({ move, Icon }) => {
        const next = movedOrder(order, job.id, move)
        return (
          <Button
            key={move}
            kind="line"
            disabled={next === null}
            aria-label={t(`jobs.moveOne.${move}`, { title })}
            onClick={() => next !== null && reorder(next)}
            data-testid={`order-${move}`}
          >
            <Icon size={16} aria-hidden />
            {t(`jobs.move.${move}`)}
          </Button>
        )
      })}
    </div>
  )
}
