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
import { transportStore } from '../player/transport-store.ts'
import { chooseShapes, clipChoices, clipRecipeOf, SHAPE_SETS, type ShapeSet, shapeSetOf } from './clip-choices.ts'
import styles from './clip-export.module.css'
import { CropPreview } from './crop-preview.tsx'
import { ExportedClips } from './exported-clips.tsx'
import { FileSection } from './file-section.tsx'
import { MarkSection } from './mark-section.tsx'
import { PlanWarnings } from './plan-warnings.tsx'
import { usePlan } from './use-plan.ts'

/** Chooses what a clip goes out as, makes the files, and hands them over. */
export function ClipExportSheet({
  clip,
  name,
  onClose,
}: {
  readonly clip: Asset
  readonly name: string
  readonly onClose: () => void
}): ReactNode {
  const { t } = useTranslation()
  const [jobId, setJobId] = useState<JobId | null>(null)
  return (
    <Dialog kind="sheet" label={t('video.export.title', { name })} onClose={onClose} className={styles.sheet}>
      {jobId === null ? <Choices clip={clip} onStarted={setJobId} /> : <ExportedClips jobId={jobId} onAgain={() => setJobId(null)} />}
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

function Choices({ clip, onStarted }: { readonly clip: Asset; readonly onStarted: (id: JobId) => void }): ReactNode {
  const { t, i18n } = useTranslation()
  const { client } = useStudio()
  const format = useFormat()
  const choices = useStore(clipChoices)
  const [trim] = useState(() => trimOf(clip))
  // All shapes are planned, so that one that is taken in or out shows at once what it would be.
  const plan = usePlan(clip, clipRecipeOf(choices, CLIP_RATIOS, trim))
  const wanted = CLIP_RATIOS.filter((ratio) => choices.shapes[ratio].isWanted)
  const planned = plan.data?.outputs.filter(({ ratio }) => wanted.includes(ratio)) ?? []
  const bytes = planned.reduce((sum, output) => sum + output.bytes, 0)
  const count = wanted.length * (choices.cover ? 2 : 1) + (choices.gif ? 1 : 0) + (choices.webp ? 1 : 0)
  const start = useMutation({
    mutationFn: () => client['clips.export']({ assetId: clip.id, recipe: clipRecipeOf(choices, wanted, trim) }),
    onSuccess: (answer) => onStarted(answer.jobId),
  })
  const set = shapeSetOf(choices)
  const problem = start.error ?? plan.error
  return (
    <div className={styles.body} data-testid="clip-export">
      <div className={styles.main}>
        <div className={styles.head}>
          <Segmented
            label={t('video.export.for')}
            value={set}
            onChange={(next) => next !== 'own' && chooseShapes(next)}
            options={[
              ...(Object.keys(SHAPE_SETS) as ShapeSet[]).map((value) => ({ value, label: t(`video.export.set.${value}`) })),
              { value: 'own' as const, label: t('video.export.set.own'), isDisabled: set !== 'own' },
            ]}
          />
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
          <MarkSection />
          <FileSection hasSound={clip.clip !== null && clip.clip.sound !== null} />
        </div>
        <div className={styles.foot}>
          <Button
            kind="primary"
            className={styles.start}
            disabled={wanted.length === 0 || start.isPending}
            onClick={() => start.mutate()}
            data-testid="start-export"
          >
            <span>{wanted.length === 0 ? t('export.nothingChosen') : t('export.start', { count })}</span>
            {planned.length > 0 && <Num>{t('video.export.about', { size: format.bytes(bytes) })}</Num>}
          </Button>
        </div>
      </div>
    </div>
  )
}
