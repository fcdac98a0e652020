import { useQueries, useQuery } from '@tanstack/react-query'
import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import type { JobId } from '../../app/domain/ids.ts'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { MASK_OVERLAYS, type MaskSource, masksOf, type Overlay } from './overlays.ts'

/** A mask with the address of its picture. */
export interface ShownMask extends MaskSource {
  readonly url: string
}

/** What was found on the way to a draft. It changes only when derived files are cleaned away. */
export function useFound(job: JobId): { readonly found: DraftOverlays | undefined; readonly isPending: boolean } {
  const { client } = useStudio()
  const { data, isPending } = useQuery({
    queryKey: ['tryon.inspect', job],
    queryFn: ({ signal }) => client['tryon.inspect']({ jobId: job }, { signal }),
  })
  return { found: data, isPending }
}

/** The pictures of the masks that are switched on; one that is still on its way is left out. */
export function useMasks(
  job: JobId,
  draft: TryOnResult,
  shown: { readonly overlays: readonly Overlay[]; readonly found: DraftOverlays | undefined },
): readonly ShownMask[] {
  const studio = useStudio()
  const wanted = MASK_OVERLAYS.filter((overlay) => shown.overlays.includes(overlay)).flatMap((overlay) => masksOf(overlay, shown.found))
  const pictures = useQueries({
    queries: wanted.map(({ mask }) => ({
      queryKey: ['tryon.mask', job, mask],
      queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<string> =>
        mask === 'edit' ? draft.editMask : (await studio.client['tryon.mask']({ jobId: job, mask }, { signal })).picture,
    })),
  })
  return wanted.flatMap((source, index) => {
    const picture = pictures[index]?.data
    return picture === undefined ? [] : [{ ...source, url: studio.mediaUrl(picture.replace('sha256-', ''), 'artifact') }]
  })
}
