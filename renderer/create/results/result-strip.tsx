import { CircleX, Flag, TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { JobClock } from '../../jobs/job-clock.tsx'
import { standingText } from '../../jobs/job-text.ts'
import { fractionOf } from '../../jobs/time-left.ts'
import { useFormat } from '../../language/use-format.ts'
import { useJobs } from '../../studio/queries.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { useCreate } from '../create-context.tsx'
import { show } from '../create-store.ts'
import type { Cell } from './cells-of.ts'
import styles from './results.module.css'

/** What came of this run, and of those before it. One stop of the Tab key; arrows move within. */
export function ResultStrip(): ReactNode {
  const { t } = useTranslation()
  const { cells } = useCreate()
  const list = useRef<HTMLDivElement>(null)
  const ready = cells.run.filter(({ kind }) => kind === 'result').length
  const all = [...cells.run, ...cells.earlier]
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const forward = event.currentTarget.matches(':dir(rtl)') ? -1 : 1
    const step = { ArrowRight: forward, ArrowLeft: -forward }[event.key]
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const next = step === undefined ? undefined : buttons[at + step]
    if (next === undefined) return
    event.preventDefault()
    next.focus()
    next.click()
  }
  if (all.length === 0) return null
  return (
    <section className={styles.strip} aria-label={t('create.strip')} data-testid="strip">
      <header className={styles.stripHead}>
        {cells.run.length > 0 && (
          <>
            <h2>{t('create.thisRun')}</h2>
            <span>{t('create.readyOf', { ready, all: cells.run.length })}</span>
          </>
        )}
        {cells.earlier.length > 0 && <span className={styles.earlier}>{t('create.earlier')}</span>}
      </header>
      <div ref={list} className={styles.row} role="toolbar" aria-label={t('create.strip')} onKeyDown={move}>
        {cells.run.map((cell, index) => (
          <StripCell key={cell.key} cell={cell} number={index + 1} isTabStop={isStop(cells.shown, cell)} />
        ))}
        {cells.run.length > 0 && cells.earlier.length > 0 && <span className={styles.rule} aria-hidden />}
        {cells.earlier.map((cell) => (
          <StripCell key={cell.key} cell={cell} number={null} isTabStop={isStop(cells.shown, cell)} />
        ))}
      </div>
    </section>
  )
}

function isStop(shown: Cell | undefined, cell: Cell): boolean {
  return shown?.key === cell.key
}

interface StripCellProps {
  readonly cell: Cell
  /** Its place in this run; null for one of before. */
  readonly number: number | null
  /** Whether it is the one on the stage, where the Tab key comes to. */
  readonly isTabStop: boolean
}

function StripCell({ cell, number, isTabStop }: StripCellProps): ReactNode {
  const { t } = useTranslation()
  const { cells } = useCreate()
  const choose = (): void => (cell.kind === 'result' ? show({ kind: 'asset', id: cell.asset.id }) : show({ kind: 'job', id: cell.job.id }))
  const isBeside = cell.kind === 'result' && cell.asset.id === cells.beside?.id
  return (
    <button
      type="button"
      className={styles.cell}
      aria-pressed={isTabStop}
      title={cellName(cell)}
      tabIndex={isTabStop ? 0 : -1}
      data-beside={isBeside}
      data-kind={cell.kind}
      data-testid="cell"
      onClick={choose}
    >
      {number !== null && <span className="visually-hidden">{t('create.takeN', { n: number })}</span>}
      {cell.kind === 'result' ? <Made cell={cell} /> : cell.kind === 'waiting' ? <Waiting cell={cell} /> : <Stopped kind={cell.kind} />}
      <span className={styles.caption}>
        {number === null ? <span dir="auto">{cellName(cell)}</span> : <span aria-hidden>{number}</span>}
        {cell.kind === 'waiting' && <JobClock job={cell.job} />}
      </span>
    </button>
  )
}

const cellName = (cell: Cell): string => (cell.kind === 'result' ? cell.asset.name.replace(/\.[^.]+$/, '') : cell.job.title)

function Made({ cell: { asset } }: { readonly cell: Extract<Cell, { kind: 'result' }> }): ReactNode {
  const studio = useStudio()
  return (
    <span className={styles.picture}>
      <img src={studio.mediaUrl(asset.hash, 'small')} alt="" loading="lazy" draggable={false} data-rejected={asset.flag === 'reject'} />
      {asset.flag === 'pick' && (
        <span className={styles.flag}>
          <Flag size={12} aria-hidden />
        </span>
      )}
    </span>
  )
}

function Waiting({ cell: { job } }: { readonly cell: Exclude<Cell, { kind: 'result' }> }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const isPaused = useJobs().data?.paused ?? false
  const fraction = fractionOf(job)
  return (
    <span className={styles.picture} data-busy data-state={job.state}>
      <span className={styles.word}>{standingText(t, job, { format, isPaused })}</span>
      {fraction > 0 && <ProgressBar label={job.title} fraction={fraction} />}
    </span>
  )
}

function Stopped({ kind }: { readonly kind: 'attention' | 'failed' }): ReactNode {
  const { t } = useTranslation()
  const Icon = kind === 'attention' ? TriangleAlert : CircleX
  return (
    <span className={styles.picture} data-stopped={kind}>
      <Icon size={16} aria-hidden />
      <span className={styles.word}>{t(`create.cell.${kind}`)}</span>
    </span>
  )
}
