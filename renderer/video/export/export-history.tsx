import { useQuery } from '@tanstack/react-query'
import { FileVideo2, SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { AssetId } from '../../../app/domain/ids.ts'
import { assetId } from '../../../app/domain/ids.ts'
import type { JobSummary } from '../../../app/domain/job.ts'
import { type ClipExportResult, clipExportResult } from '../../../app/domain/video/clip-export-result.ts'
import { type ClipRecipe, clipRecipe } from '../../../app/domain/video/clip-recipe.ts'
import { useFormat } from '../../language/use-format.ts'
import { endedJobsKey } from '../../studio/query-keys.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Num } from '../../ui/num.tsx'
import { Section } from '../../ui/section.tsx'
import { choicesOf, clipChoices } from './clip-choices.ts'
import styles from './clip-export.module.css'
import { ExportedClips } from './exported-clips.tsx'

/** Of all exports the newest this many are looked at for those of a clip. */
const NEWEST = 200

const payload = z.object({ assetId, recipe: clipRecipe })

interface PastExport {
  readonly job: JobSummary
  readonly recipe: ClipRecipe
  readonly made: ClipExportResult
}

/** What went out of these clips, the newest first: its files, and the way it was made, to be used again. */
export function ExportHistory({ clips }: { readonly clips: readonly AssetId[] }): ReactNode {
  const { t } = useTranslation()
  const { client } = useStudio()
  const found = useQuery({
    queryKey: [...endedJobsKey, 'exports'],
    queryFn: ({ signal }) => client['jobs.list']({ kinds: ['export-clips'], states: ['succeeded'], limit: NEWEST }, { signal }),
  })
  const [shown, setShown] = useState<JobSummary | null>(null)
  const past = pastExports(found.data?.jobs ?? [], clips)
  return (
    <Section
      id="video.exports"
      title={t('video.export.history')}
      aside={past.length === 0 ? undefined : past.length}
      testId="export-history"
    >
      {past.length === 0 ? (
        <p className={styles.help}>{t('video.export.noHistory')}</p>
      ) : (
        <ul className={styles.history}>
          {past.map((one) => (
            <PastRow key={one.job.id} past={one} onShow={() => setShown(one.job)} />
          ))}
        </ul>
      )}
      {shown !== null && (
        <Dialog kind="sheet" label={shown.title} onClose={() => setShown(null)} className={styles.sheet}>
          <ExportedClips jobId={shown.id} onAgain={() => setShown(null)} />
        </Dialog>
      )}
    </Section>
  )
}

/** Exports that this version still understands. */
function pastExports(jobs: readonly JobSummary[], clips: readonly AssetId[]): PastExport[] {
  return jobs.flatMap((job) => {
    const asked = payload.safeParse(job.payload).data
    const made = clipExportResult.safeParse(job.result).data
    return asked === undefined || made === undefined || !clips.includes(asked.assetId) ? [] : [{ job, recipe: asked.recipe, made }]
  })
}

function PastRow({ past, onShow }: { readonly past: PastExport; readonly onShow: () => void }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { job, recipe, made } = past
  const ratios = made.files.map(({ ratio }) => ratio).join('  ')
  return (
    <li>
      <button type="button" className={styles.recipe} onClick={onShow} data-testid="past-export">
        <FileVideo2 size={16} aria-hidden />
        <span>{format.moment(job.finishedAt ?? job.createdAt)}</span>
        <Num>{ratios}</Num>
      </button>
      <IconButton
        label={t('video.export.useAgain')}
        onClick={() => clipChoices.setState(choicesOf({ ...recipe, trim: null }, t('video.export.logoOf', { name: job.title })))}
        data-testid="use-export"
      >
        <SlidersHorizontal size={16} />
      </IconButton>
    </li>
  )
}
