import { type CSSProperties, type ReactNode, type Ref, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Asset } from '../../../app/domain/asset.ts'
import { useAsset } from '../../studio/queries.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Note } from '../../ui/note.tsx'
import { networksFor, SafeAreas } from '../safe-areas.tsx'
import styles from '../video.module.css'
import { videoStore } from '../video-store.ts'
import { toggled } from './transport.ts'
import { loadTransport, transport } from './transport-store.ts'
import { useVideoDriver } from './use-video-driver.ts'

/** A clip on the stage, alone or with another one beside it that keeps step. */
export function ClipStage({ clip }: { readonly clip: Asset }): ReactNode {
  const otherId = useStore(videoStore, (state) => state.other)
  const other = useAsset(otherId).data ?? null
  const facts = clip.clip
  useEffect(() => {
    if (facts !== null) loadTransport(clip.hash, { frames: facts.frames, rate: facts.frameRate })
  }, [clip.hash, facts])
  // Other clips are other players.
  return <Panes key={`${clip.hash} ${other?.hash ?? ''}`} clip={clip} other={other} />
}

function Panes({ clip, other }: { readonly clip: Asset; readonly other: Asset | null }): ReactNode {
  const first = useRef<HTMLVideoElement>(null)
  const second = useRef<HTMLVideoElement>(null)
  useVideoDriver(first, second)
  return (
    <div className={styles.stage} dir="ltr" data-canvas data-panes={other === null ? 1 : 2} data-testid="clip-stage">
      <Pane clip={clip} video={first} name={other === null ? null : 'A'} testId="player" />
      {other !== null && <Pane clip={other} video={second} name="B" testId="player-beside" />}
    </div>
  )
}

interface PaneProps {
  readonly clip: Asset
  readonly video: Ref<HTMLVideoElement>
  readonly name: string | null
  readonly testId: string
}

function Pane({ clip, video, name, testId }: PaneProps): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const isSafeShown = useStore(videoStore, ({ overlays }) => overlays.includes('safe'))
  const [isRefused, setRefused] = useState(false)
  return (
    <div className={styles.pane}>
      <div className={styles.picture} style={{ '--ratio': String(clip.width / clip.height) } as CSSProperties}>
        <video
          ref={video}
          className={styles.video}
          src={studio.mediaUrl(clip.hash, 'original')}
          poster={studio.mediaUrl(clip.hash, 'large')}
          aria-label={clip.name}
          // Two sounds at once are none.
          muted={name === 'B'}
          playsInline
          preload="auto"
          data-testid={testId}
          onClick={() => transport(toggled)}
          onError={() => setRefused(true)}
        />
        {isSafeShown && <SafeAreas networks={networksFor(clip)} />}
        {name !== null && <span className={styles.paneName}>{name}</span>}
      </div>
      {isRefused && (
        <div className={styles.problem}>
          <Note kind="warn" role="alert" title={t('video.cannotPlay')} testId="cannot-play">
            {t('video.cannotPlayHow')}
          </Note>
        </div>
      )}
    </div>
  )
}
