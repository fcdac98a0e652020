import { useQueries, useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import type { JobId } from '../../app/domain/ids.ts'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { activeWorn } from './garment-stack.ts'
import { MASK_OVERLAYS, type MaskSource, masksOf, type Overlay } from './overlays.ts'
import { tryOnStore } from './try-on-store.ts'

/** A mask with the address of its picture. */
export interface ShownMask extends MaskSource {
  readonly url: string
}

/** Which garment of a draft is looked at, by its place in the wearing order: the active one on the stack. */
export function useShownGarment({ garments }: TryOnResult): number {
  return Math.min(activeWorn(useStore(tryOnStore, (state) => state.stack)), garments.length - 1)
}

/** What was found on the way to a draft. It changes only when derived files are cleaned away. */
export function useFound(job: JobId, garment: number): { readonly found: DraftOverlays | undefined; readonly isPending: boolean } {
  const { client } = useStudio()
  const { data, isPending } = useQuery({
    queryKey: ['tryon.inspect', job, garment],
    queryFn: ({ signal }) => client['tryon.inspect']({ jobId: job, garment }, { signal }),
  })
  return { found: data, isPending }
}

/** The pictures of the masks that are switched on; one that is still on its way is left out. */
export function useMasks(
  job: JobId,
  draft: TryOnResult,
  shown: { readonly overlays: readonly Overlay[]; readonly found: DraftOverlays | undefined; readonly garment: number },
): readonly ShownMask[] {
  const studio = useStudio()
  const wanted = MASK_OVERLAYS.filter((overlay) => shown.overlays.includes(overlay)).flatMap((overlay) => masksOf(overlay, shown.found))
  const pictures = useQueries({
    queries: wanted.map(({ mask }) => ({
      queryKey: ['tryon.mask', job, shown.garment, mask],
      queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<string> =>
        mask === 'edit'
          ? draft.editMask
          : (await studio.client['tryon.mask']({ jobId: job, garment: shown.garment, mask }, { signal })).picture,
    })),
  })
  return wanted.flatMap((source, index) => {
    const picture = pictures[index]?.data
    return picture === undefined ? [] : [{ ...source, url: studio.mediaUrl(picture.replace('sha256-', ''), 'artifact') }]
  })
}
