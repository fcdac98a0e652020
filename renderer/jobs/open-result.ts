import type { JobSummary } from '../../app/domain/job.ts'
import { createRoomStore } from '../create/create-store.ts'
import { go } from '../frame/route.ts'
import { requestOf, resultOf } from '../providers/generate-job.ts'
import { showDraft } from '../try-on/show-draft.ts'

/** Whether what came of a job has a room where it is looked at. */
export function canOpenResult(job: JobSummary): boolean {
  return job.kind === 'try-on' || job.kind === 'final-try-on' || (resultOf(job)?.assets.length ?? 0) > 0
}

/** Opens what came of a job where it was made. */
export function openResult(job: JobSummary): void {
  const first = resultOf(job)?.assets[0]
  if (first === undefined) showDraft(job)
  else if (requestOf(job)?.task === 'image-to-video') go('video', first.assetId)
  else {
    createRoomStore.setState({ shown: { kind: 'asset', id: first.assetId } })
    go('create')
  }
}
