import { Check, Info, Play, SlidersHorizontal, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '../../../app/domain/asset.ts'
import { type Direction, direction as directionShape } from '../../../app/domain/director/direction.ts'
import type { MotionResult } from '../../../app/domain/director/motion-result.ts'
import { useFormat } from '../../language/use-format.ts'
import { madeBy } from '../../providers/generate-job.ts'
import { useJob } from '../../studio/queries.ts'
import { IconButton } from '../../ui/button.tsx'
import { Num } from '../../ui/num.tsx'
import { FilmStrip } from '../player/film-strip.tsx'
import { setDirected, showClip } from '../video-store.ts'
import { TakeCost, TakeMaker } from './take-maker.tsx'
import styles from './takes.module.css'
import type { Take } from './takes-of.ts'
import { useTrashTake } from './use-trash-take.ts'
import { WorkingTake } from './working-take.tsx'

export function TakeRow({ take, isShown }: { readonly take: Take; readonly isShown: boolean }): ReactNode {
  const { asset, job, number } = take
  return (
    <li className={styles.take} aria-current={isShown} data-testid="take" data-state={asset === null ? job?.state : 'there'}>
      {asset !== null ? <MadeTake asset={asset} number={number} /> : job !== null && <WorkingTake job={job} number={number} />}
    </li>
  )
}

function MadeTake({ asset, number }: { readonly asset: Asset; readonly number: number }): ReactNode {
  const { t } = useTranslation()
  const trash = useTrashTake()
  const name = t('video.takeN', { n: number })
  const used = directionIn(asset)
  const job = useJob(asset.lineage?.jobId ?? null).data
  return (
    <>
      <IconButton label={t('video.playTake', { name })} onClick={() => showClip(asset.id)} data-testid="play-take">
        <Play size={16} />
      </IconButton>
      <TakeMaker number={number} model={madeBy(asset)?.model ?? null} />
      <button type="button" className={styles.film} tabIndex={-1} aria-hidden onClick={() => showClip(asset.id)}>
        <FilmStrip clip={asset} count={14} testId="take-strip" />
      </button>
      <Notes asset={asset} />
      <TakeCost job={job ?? null} />
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
  const notes = job?.kind === 'render-motion' && job.state === 'succeeded' ? (job.result as unknown as MotionResult).notes : []
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

/** By what a take was made, where this version still understands it. */
function directionIn({ lineage }: Asset): { readonly direction: Direction; readonly template: string | null } | null {
  const recipe = lineage?.recipe
  if (recipe === null || typeof recipe !== 'object' || Array.isArray(recipe)) return null
  const { direction, template } = recipe as { readonly direction?: unknown; readonly template?: unknown }
  const read = directionShape.safeParse(direction)
  return read.success ? { direction: read.data, template: typeof template === 'string' ? template : null } : null
}
