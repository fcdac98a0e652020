import { Pause, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { runCommand } from '../commands/command-handlers.ts'
import { useJobCounts, useJobs } from '../studio/queries.ts'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import styles from './jobs-room.module.css'

export type Shown = 'active' | 'failed' | 'finished'

interface JobsHeadProps {
  readonly shown: Shown
  readonly onShow: (shown: Shown) => void
}

/** What goes on in a sentence, what is shown, and the switch for the whole queue. */
export function JobsHead({ shown, onShow }: JobsHeadProps): ReactNode {
  const { t } = useTranslation()
  const isPaused = useJobs().data?.paused ?? false
  const counts = useJobCounts().data?.counts
  const sum = (...states: readonly (keyof NonNullable<typeof counts>)[]): number =>
    states.reduce((total, state) => total + (counts?.[state] ?? 0), 0)
  const numbers = {
    active: sum('queued', 'running', 'waiting', 'needs-attention'),
    failed: sum('failed'),
    finished: sum('succeeded', 'canceled'),
  }
  return (
    <header className={styles.head}>
      <div>
        <p className={styles.title} aria-hidden>
          {t('room.jobs')}
        </p>
        <p className={styles.summary}>
          {isPaused
            ? t('jobs.paused')
            : t('jobs.summary', {
                running: t('jobs.running', { count: sum('running') }),
                waiting: t('jobs.waiting', { count: sum('queued', 'waiting') }),
              })}
        </p>
      </div>
      <div className={styles.headEnd}>
        <Segmented
          label={t('jobs.show')}
          value={shown}
          onChange={onShow}
          options={(['active', 'failed', 'finished'] as const).map((value) => ({
            value,
            label: t(`jobs.showing.${value}`),
            count: numbers[value],
          }))}
        />
        <Button kind="line" onClick={() => runCommand(isPaused ? 'jobs.resume' : 'jobs.pause')} data-testid="pause-queue">
          {isPaused ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
          {t(isPaused ? 'jobs.resumeAll' : 'jobs.pauseAll')}
        </Button>
      </div>
    </header>
  )
}
