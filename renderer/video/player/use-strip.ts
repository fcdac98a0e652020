import { useQuery } from '@tanstack/react-query'
import type { Asset } from '../../../app/domain/asset.ts'
import { useStudio } from '../../studio/studio-context.tsx'

/** Address of the film strip of a clip; null while it is made, and where it cannot be. */
export function useStrip(clip: Asset, wanted: { readonly count: number; readonly heightPx: number }): string | null {
  const studio = useStudio()
  const strip = useQuery({
    queryKey: ['clips.strip', clip.hash, wanted.count, wanted.heightPx],
    queryFn: ({ signal }) => studio.client['clips.strip']({ assetId: clip.id, ...wanted }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  }).data?.strip
  return strip === undefined ? null : studio.mediaUrl(strip.replace('sha256-', ''), 'artifact')
}
