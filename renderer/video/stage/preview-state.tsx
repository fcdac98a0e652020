import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { transportStore } from '../player/transport-store.ts'
import { createRateMeter } from '../preview/frame-rate-meter.ts'
import styles from '../video.module.css'
import { useVideo } from '../video-context.tsx'

/** How the preview comes along: it is opened, it plays at so many frames a second. What it is, is measured. */
export function PreviewState(): ReactNode {
  const { t } = useTranslation()
  const { preview } = useVideo()
  const { onPainted, state } = preview
  const isPlaying = useStore(transportStore, ({ transport }) => transport.pace !== 0)
  const [fps, setFps] = useState<number | null>(null)
  const meter = useRef(createRateMeter())
  useEffect(() => {
    meter.current.reset()
    if (!isPlaying) return
    let shownAt = 0
    return onPainted(() => {
      const now = performance.now()
      const rate = meter.current.tick(now)
      // Numbers that change with every frame cannot be read.
      if (rate === null || now - shownAt < 500) return
      shownAt = now
      setFps(Math.round(rate))
    })
  }, [isPlaying, onPainted])
  if (state === 'failed') return null
  const text =
    state === 'opening' ? t('video.preview.opening') : fps === null ? t('video.preview.ready') : t('video.preview.fps', { n: fps })
  return (
    <span className={styles.state} role="status" data-testid="preview-state" data-state={state} data-fps={fps ?? ''}>
      {text}
    </span>
  )
}
