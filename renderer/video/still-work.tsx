import { type ReactNode, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Asset } from '../../app/domain/asset.ts'
import { DirectorPanel } from './director/director-panel.tsx'
import { ClipStage } from './player/clip-stage.tsx'
import { TransportBar } from './player/transport-bar.tsx'
import { loadTransport } from './player/transport-store.ts'
import { useClock } from './player/use-clock.ts'
import { usePreview } from './preview/use-preview.ts'
import { StageBar } from './stage/stage-bar.tsx'
import { StillStage } from './stage/still-stage.tsx'
import { TakesList } from './takes/takes-list.tsx'
import { useCloudTake } from './takes/use-cloud-take.ts'
import { useRender } from './takes/use-render.ts'
import { useTakes } from './takes/use-takes.ts'
import { useVideoCommands } from './use-video-commands.ts'
import styles from './video.module.css'
import { VideoProvider } from './video-context.tsx'
import { videoStore } from './video-store.ts'

/** A still with its director, its stage and its takes. */
export function StillWork({ still, clip }: { readonly still: Asset; readonly clip: Asset | null }): ReactNode {
  const { t } = useTranslation()
  const direction = useStore(videoStore, (state) => state.history.direction)
  const view = useStore(videoStore, (state) => (state.view === 'clip' && clip === null ? 'picture' : state.view))
  const preview = usePreview(still, direction)
  const takes = useTakes(still.id)
  const renderHere = useRender(still)
  const cloud = useCloudTake(still)
  const isHere = useStore(videoStore, (state) => state.maker === null)
  const render = isHere ? renderHere : cloud.make
  const work = useMemo(() => ({ still, preview, takes, render, cloud }), [still, preview, takes, render, cloud])
  const { frames } = preview.path
  const { frameRate } = direction.output
  useEffect(() => {
    if (view !== 'clip') loadTransport(still.id, { frames, rate: frameRate })
  }, [view, still.id, frames, frameRate])
  useClock(view === 'clip' ? 'player' : 'page')
  useVideoCommands({ render, isRenderable: isHere || cloud.canMake })
  return (
    <VideoProvider work={work}>
      <section className={styles.column} aria-label={t('video.stage')} data-testid="video-work" data-view={view}>
        <StageBar view={view} clip={clip} />
        {view === 'clip' && clip !== null ? <ClipStage clip={clip} /> : <StillStage view={view === 'lens' ? 'lens' : 'picture'} />}
        <TransportBar clip={view === 'clip' ? clip : null} />
        <TakesList />
      </section>
      <DirectorPanel />
    </VideoProvider>
  )
}
