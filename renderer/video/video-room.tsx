import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Asset } from '../../app/domain/asset.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { RoomLayout } from '../frame/room-layout.tsx'
import { hashOf } from '../frame/route.ts'
import { useAsset } from '../studio/queries.ts'
import { ClipWork } from './clip-work.tsx'
import { openClip } from './open-clip.ts'
import { StillWork } from './still-work.tsx'
import { VideoStart } from './video-start.tsx'
import { takeStill, videoStore } from './video-store.ts'

/** Makes clips of a still, and plays clips: the picture or clip that the address names, else what was open, else what there is to begin with. */
export function VideoRoom({ place }: { readonly place: string }): ReactNode {
  const { t } = useTranslation()
  useNamed(parseAssetId(place))
  const stillId = useStore(videoStore, (state) => state.still)
  const clipId = useStore(videoStore, (state) => state.clip)
  const still = useAsset(stillId)
  const clip = useAsset(clipId)
  const isThere = (asset: Asset | null | undefined): asset is Asset => asset !== null && asset !== undefined && asset.trashedAt === null
  return (
    <RoomLayout title={t('room.video')}>
      {isThere(still.data) ? (
        <StillWork key={still.data.id} still={still.data} clip={isThere(clip.data) ? clip.data : null} />
      ) : isThere(clip.data) ? (
        <ClipWork clip={clip.data} />
      ) : still.isLoading || clip.isLoading ? (
        <section aria-label={t('room.video')} aria-busy />
      ) : (
        <VideoStart />
      )}
    </RoomLayout>
  )
}

/** Puts what the address names on the stage, once; a take brings its still with it. */
function useNamed(id: AssetId | null): void {
  const asset = useAsset(id).data
  useEffect(() => {
    if (asset === undefined || asset === null) return
    if (asset.clip === null) takeStill(asset.id)
    else openClip(asset)
    // From here on the room knows, and the address would bring it back whatever was chosen since.
    history.replaceState(null, '', hashOf('video'))
  }, [asset])
}

function parseAssetId(place: string): AssetId | null {
  return /^ast_[0-9a-z]{20}$/.test(place) ? (place as AssetId) : null
}
