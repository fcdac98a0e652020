import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Asset } from '../../../app/domain/asset.ts'
import { secondsAt } from '../../../app/domain/director/frame-rate.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import type { JobId } from '../../../app/domain/ids.ts'
import { CLIP_RATIOS } from '../../../app/domain/video/networks.ts'
import { useFormat } from '../../language/use-format.ts'
import { errorText } from '../../studio/error-text.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/note.tsx'
import { Num } from '../../ui/num.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { transportStore } from '../player/transport-store.ts'
import { type ClipChoices, chooseShapes, clipChoices, clipRecipeOf, SHAPE_SETS, type ShapeSet, shapeSetOf } from './clip-choices.ts'
import styles from './clip-export.module.css'
import { CreditsSection } from './credits-section.tsx'
import { CropPreview } from './crop-preview.tsx'
import { ExportedBatch } from './exported-batch.tsx'
import { ExportedClips } from './exported-clips.tsx'
import { FileSection } from './file-section.tsx'
import { MarkSection } from './mark-section.tsx'
import { PlanWarnings } from './plan-warnings.tsx'
import { PostSection, useExportFolder } from './post-section.tsx'
import { RecipeSection } from './recipe-section.tsx'
import { usePlan } from './use-plan.ts'

interface ClipExportSheetProps {
  /** All of them go out the same way; the first is shown at first. */
  readonly clips: readonly [Asset, ...Asset[]]
  readonly name: string
  readonly onClose: () => void
}

/** Chooses what clips go out as, makes the files, and hands them over. */
export function ClipExportSheet({ clips, name, onClose }: ClipExportSheetProps): ReactNode {
  const { t } = useTranslation()
  const [jobs, setJobs] = useState<readonly JobId[]>([])
  const [first] = jobs
  const again = (): void => setJobs([])
  return (
    <Dialog kind="sheet" label={t('video.export.title', { name })} onClose={onClose} className={styles.sheet}>
      {first === undefined ? (
        <Choices clips={clips} onStarted={setJobs} />
      ) : jobs.length === 1 ? (
        <ExportedClips jobId={first} onAgain={again} />
      ) : (
        <ExportedBatch jobs={jobs} onAgain={again} />
      )}
    </Dialog>
  )
}

/** In and out of the player cut the export too. */
function trimOf(clip: Asset): { readonly startMs: number; readonly endMs: number } | null {
  const { of, transport } = transportStore.getState()
  const { inFrame, outFrame, frames, rate } = transport
  if (of !== clip.hash || (inFrame === 0 && outFrame === frames - 1)) return null
  const [startMs, endMs] = [1000 * secondsAt(inFrame, rate), 1000 * secondsAt(outFrame + 1, rate)]
  return endMs - startMs >= 40 ? { startMs, endMs } : null
}

interface ChoicesProps {
  readonly clips: readonly [Asset, ...Asset[]]
  readonly onStarted: (ids: readonly JobId[]) => void
}

function Choices({ clips, onStarted }: ChoicesProps): ReactNode {
  const { t, i18n } = useTranslation()
  const choices = useStore(clipChoices)
  const [first] = clips
  const [shownId, setShownId] = useState(first.id)
  const clip = clips.find(({ id }) => id === shownId) ?? first
  const [trim] = useState(() => (clips.length === 1 ? trimOf(first) : null))
  // All shapes are planned, so that one that is taken in or out shows at once what it would be.
  const plan = usePlan(clip, clipRecipeOf(choices, CLIP_RATIOS, trim))
  const planned = plan.data?.outputs.filter(({ ratio }) => choices.shapes[ratio].isWanted) ?? []
  const start = useStart(clips, { trim, onStarted })
  const problem = start.error ?? plan.error
  return (
    <div className={styles.body} data-testid="clip-export">
      <div className={styles.main}>
        <div className={styles.head}>
          <ShapeSets choices={choices} />
          {clips.length > 1 && (
            <SelectField
              label={t('video.export.shown')}
              labelled="inside"
              value={clip.id}
              testId="shown-clip"
              options={clips.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={setShownId}
            />
          )}
          <span className={styles.hint} role="status">
            {t(plan.isPending ? 'video.export.looking' : 'video.export.follows')}
          </span>
        </div>
        <div className={styles.previews}>
          {CLIP_RATIOS.map((ratio) => (
            <CropPreview key={ratio} clip={clip} ratio={ratio} planned={plan.data?.outputs.find((one) => one.ratio === ratio)} />
          ))}
        </div>
        <PlanWarnings outputs={planned} />
        {problem !== null && (
          <Note kind="bad" role="alert" title={t('video.export.problem')} testId="export-problem">
            {errorText(t, i18n, StudioError.from(problem).toShape())}
          </Note>
        )}
      </div>
      <div className={styles.side}>
        <div className={styles.fields}>
          <RecipeSection />
          <MarkSection />
          <FileSection hasSound={clips.some(({ clip: facts }) => facts !== null && facts.sound !== null)} />
          <PostSection />
          <CreditsSection />
        </div>
        <div className={styles.foot}>
          <StartButton
            choices={choices}
            clips={clips.length}
            bytes={planned.length === 0 || clips.length > 1 ? null : planned.reduce((sum, output) => sum + output.bytes, 0)}
            isBusy={start.isPending}
            onStart={() => start.mutate()}
          />
        </div>
      </div>
    </div>
  )
}

function ShapeSets({ choices }: { readonly choices: ClipChoices }): ReactNode {
  const { t } = useTranslation()
  const set = shapeSetOf(choices)
  return (
    <Segmented
      label={t('video.export.for')}
      value={set}
      onChange={(next) => next !== 'own' && chooseShapes(next)}
      options={[
        ...(Object.keys(SHAPE_SETS) as ShapeSet[]).map((value) => ({ value, label: t(`video.export.set.${value}`) })),
        { value: 'own' as const, label: t('video.export.set.own'), isDisabled: set !== 'own' },
      ]}
    />
  )
}

interface StartButtonProps {
  readonly choices: ClipChoices
  readonly clips: number
  /** About how large all files become; null where nobody has worked it out. */
  readonly bytes: number | null
  readonly isBusy: boolean
  readonly onStart: () => void
}

function StartButton({ choices, clips, bytes, isBusy, onStart }: StartButtonProps): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const shapes = CLIP_RATIOS.filter((ratio) => choices.shapes[ratio].isWanted).length
  const count = clips * (shapes * (choices.cover ? 2 : 1) + (choices.gif ? 1 : 0) + (choices.webp ? 1 : 0))
  return (
    <Button kind="primary" className={styles.start} disabled={shapes === 0 || isBusy} onClick={onStart} data-testid="start-export">
      <span>{shapes === 0 ? t('export.nothingChosen') : t('export.start', { count })}</span>
      {bytes !== null && <Num>{t('video.export.about', { size: format.bytes(bytes) })}</Num>}
    </Button>
  )
}

/** Starts a job for each clip. Where one cannot be started those before it go on, and are shown. */
function useStart(
  clips: readonly Asset[],
  { trim, onStarted }: { readonly trim: { startMs: number; endMs: number } | null; readonly onStarted: ChoicesProps['onStarted'] },
) {
  const { client } = useStudio()
  const folder = useExportFolder().data?.folder ?? null
  return useMutation({
    mutationFn: async () => {
      const choices = clipChoices.getState()
      const wanted = CLIP_RATIOS.filter((ratio) => choices.shapes[ratio].isWanted)
      const recipe = clipRecipeOf(choices, wanted, trim)
      const posts = choices.networks.length === 0 ? null : { folder }
      const started: JobId[] = []
      try {
        for (const { id } of clips) started.push((await client['clips.export']({ assetId: id, recipe, posts })).jobId)
      } catch (thrown) {
        if (started.length === 0) throw thrown
      }
      return started
    },
    onSuccess: onStarted,
  })
}
