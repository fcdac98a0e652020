import { Check, CircleX, Info, LoaderCircle, Play, RotateCcw, SlidersHorizontal, Trash2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '../../../app/domain/asset.ts'
import { type Direction, direction as directionShape } from '../../../app/domain/director/direction.ts'
import type { MotionResult } from '../../../app/domain/director/motion-result.ts'
import type { JobSummary } from '../../../app/domain/job.ts'
import { TimeLeft } from '../../jobs/job-progress.tsx'
import { standingText } from '../../jobs/job-text.ts'
import { useJobActions } from '../../jobs/use-job-actions.ts'
import { useFormat } from '../../language/use-format.ts'
import { errorText } from '../../studio/error-text.ts'
import { useJob, useJobs } from '../../studio/queries.ts'
import { IconButton } from '../../ui/button.tsx'
import { Num } from '../../ui/num.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { FilmStrip } from '../player/film-strip.tsx'
import { setDirected, showClip } from '../video-store.ts'
import styles from './takes.module.css'
import type { Take } from './takes-of.ts'
import { useTrashTake } from './use-trash-take.ts'

export function TakeRow({ take, isShown }: { readonly take: Take; readonly isShown: boolean }): ReactNode {
  const { asset, job, number } = take
  return (
    <li className={styles.take} aria-current={isShown} data-testid="take" data-state={asset === null ? job?.state : 'there'}>
      {asset !== null ? <MadeTake asset={asset} number={number} /> : job !== null && <WorkingTake job={job} number={number} />}
    </li>
  )
}

function Who({ number }: { readonly number: number }): ReactNode {
  const { t } = useTranslation()
  return (
    <span className={styles.who}>
      <b>{t('video.takeN', { n: number })}</b>
      <span>{t('video.thisMachine')}</span>
    </span>
  )
}

function MadeTake({ asset, number }: { readonly asset: Asset; readonly number: number }): ReactNode {
  const { t } = useTranslation()
  const trash = useTrashTake()
  const name = t('video.takeN', { n: number })
  const used = directionIn(asset)
  return (
    <>
      <IconButton label={t('video.playTake', { name })} onClick={() => showClip(asset.id)} data-testid="play-take">
        <Play size={16} />
      </IconButton>
      <Who number={number} />
      <button type="button" className={styles.film} tabIndex={-1} aria-hidden onClick={() => showClip(asset.id)}>
        <FilmStrip clip={asset} count={14} testId="take-strip" />
      </button>
      <Notes asset={asset} />
      <span className={styles.price}>{t('video.free')}</span>
      <span className={styles.actions}>
        {used !== null && (
          <IconButton label={t('video.useDirection', { name })} onClick={() => setDirected(() => used)} data-testid="use-direction">
            <SlidersHorizontal size={16} />
          </IconButton>
        )}
        <IconButton label={t('video.trashTake', { name })} onClick={() => trash(asset, name)} data-testid="trash-take">
          <Trash2 size={16} />
        </IconButton>
      </span>
    </>
  )
}

/** What of the direction was not done as it was asked for, as far as its job is still known. */
function Notes({ asset }: { readonly asset: Asset }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const job = useJob(asset.lineage?.jobId ?? null).data
  const notes = job?.state === 'succeeded' ? (job.result as unknown as MotionResult).notes : []
  const facts = `${t('unit.size', { width: asset.width, height: asset.height })}, ${format.seconds(asset.clip?.durationMs ?? 0)}`
  if (notes.length === 0) {
    return (
      <span className={styles.standing} data-kind="ok">
        <Check size={14} aria-hidden />
        <Num>{facts}</Num>
      </span>
    )
  }
  const words = notes.map((note) => t(`video.note.${note.replace('.', '-') as 'camera-limited'}`)).join(' ')
  return (
    <span className={styles.standing} data-kind="note" title={words} data-testid="take-notes">
      <Info size={14} aria-hidden />
      <span>{words}</span>
    </span>
  )
}

function WorkingTake({ job, number }: { readonly job: JobSummary; readonly number: number }): ReactNode {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { cancel, retry, forget } = useJobActions()
  const isPaused = useJobs().data?.paused ?? false
  const name = t('video.takeN', { n: number })
  const isOver = job.state === 'failed' || job.state === 'needs-attention'
  if (isOver) {
    const why = job.error === null ? t(`jobs.state.${job.state}`) : errorText(t, i18n, job.error)
    return (
      <>
        <span className={styles.icon} data-kind="bad">
          <CircleX size={16} aria-hidden />
        </span>
        <Who number={number} />
        <p className={styles.why} role="alert" data-testid="take-problem">
          {why}
        </p>
        <span className={styles.actions}>
          <IconButton label={t('video.retryTake', { name })} onClick={() => retry(job)} data-testid="retry-take">
            <RotateCcw size={16} />
          </IconButton>
          <IconButton label={t('video.forgetTake', { name })} onClick={() => forget([job.id])} data-testid="forget-take">
            <X size={16} />
          </IconButton>
        </span>
      </>
    )
  }
  return (
    <>
      <span className={styles.icon}>
        <LoaderCircle size={16} aria-hidden />
      </span>
      <Who number={number} />
      <span className={styles.film} data-busy>
        <ProgressBar label={name} fraction={job.progress.fraction} />
      </span>
      <span className={styles.standing} data-testid="take-standing">
        <span>{standingText(t, job, { format, isPaused })}</span>
        <TimeLeft job={job} />
      </span>
      <span className={styles.price}>{t('video.free')}</span>
      <span className={styles.actions}>
        <IconButton
          label={t('video.cancelTake', { name })}
          disabled={job.cancelRequested}
          onClick={() => cancel(job)}
          data-testid="cancel-take"
        >
          <X size={16} />
        </IconButton>
      </span>
    </>
  )
}

/** By what a take was made, where this version still understands it. */
function directionIn({ lineage }: Asset): { readonly direction: Direction; readonly template: string | null } | null {
  const recipe = lineage?.recipe
  if (recipe === null || typeof recipe !== 'object' || Array.isArray(recipe)) return null
  const { direction, template } = recipe as { readonly direction?: unknown; readonly template?: unknown }
  const read = directionShape.safeParse(direction)
  return read.success ? { direction: read.data, template: typeof template === 'string' ? template : null } : null
}
