import {
  Brush,
  Clapperboard,
  Cloud,
  Download,
  FileVideo,
  ImageDown,
  PersonStanding,
  Ruler,
  ScanSearch,
  Scissors,
  Shirt,
  Sparkles,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { AssetId } from '../../app/domain/ids.ts'
import type { JobKind, JobSummary } from '../../app/domain/job.ts'
import { finalOf } from '../final/final-of.ts'
import { requestOf, resultOf } from '../providers/generate-job.ts'
import { useAsset } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { draftOf } from '../try-on/draft-of.ts'
import styles from './job-picture.module.css'

const ICONS = {
  'try-on': Shirt,
  import: Download,
  'cut-out': Scissors,
  pose: PersonStanding,
  judge: Ruler,
  'export-images': ImageDown,
  'render-motion': Clapperboard,
  'export-clips': FileVideo,
  generate: Cloud,
  'final-try-on': Sparkles,
  'analyse-garment': ScanSearch,
  'clean-up': Brush,
} as const satisfies Record<JobKind, unknown>

interface JobPictureProps {
  readonly job: JobSummary
  readonly size: 'small' | 'large'
  readonly className?: string | undefined
}

/** What a job made, else what it is made from, else what kind it is. */
export function JobPicture({ job, size, className = styles.small }: JobPictureProps): ReactNode {
  const studio = useStudio()
  const made = draftOf(job)?.draft.hash ?? finalOf(job)?.final.hash ?? resultOf(job)?.assets[0]?.hash
  const source = useAsset(made === undefined ? sourceOf(job) : null).data?.hash
  const hash = made ?? source
  const Icon = ICONS[job.kind]
  if (hash !== undefined) return <img className={className} src={studio.mediaUrl(hash, size)} alt="" loading="lazy" draggable={false} />
  return (
    <span className={className} data-kind>
      <Icon size={16} aria-hidden />
    </span>
  )
}

/** The garment, for one that dresses somebody; the picture itself, for one that looks at it. */
function sourceOf(job: JobSummary): AssetId | null {
  if (job.payload === null || typeof job.payload !== 'object') return null
  const request = requestOf(job)
  if (request !== null) return request.inputs[0]?.assetId ?? null
  const { garments, assetId, resultId } = job.payload as {
    readonly garments?: readonly { readonly garmentId: AssetId }[]
    readonly assetId?: AssetId
    readonly resultId?: AssetId
  }
  return garments?.[0]?.garmentId ?? assetId ?? resultId ?? null
}
