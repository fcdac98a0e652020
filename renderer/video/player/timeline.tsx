import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Asset } from '../../../app/domain/asset.ts'
import { ClipTrack } from './clip-track.tsx'
import { MoveTrack } from './move-track.tsx'
import { timecode } from './timecode.ts'
import styles from './transport.module.css'
import { seeked, stepped } from './transport.ts'
import { transport, transportStore } from './transport-store.ts'

/** Time as a line: how the camera gets along, or the pictures and the sound of a clip, with where playing is. */
export function Timeline({ clip }: { readonly clip: Asset | null }): ReactNode {
  const { t } = useTranslation()
  const { frame, frames, rate, inFrame, outFrame } = useStore(transportStore, (state) => state.transport)
  const isHeld = useRef(false)
  const share = (at: number): string => `${(100 * at) / Math.max(1, frames - 1)}%`
  const seek = (event: PointerEvent<HTMLElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const part = Math.min(1, Math.max(0, (event.clientX - left) / width))
    transport((now) => ({ ...seeked(now, part * (now.frames - 1)), pace: 0 }))
  }
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key]
    if (by !== undefined) transport((now) => stepped(now, by * (event.shiftKey ? 10 : 1)))
    else if (event.key === 'Home') transport((now) => seeked(now, 0))
    else if (event.key === 'End') transport((now) => seeked(now, now.frames - 1))
    else return
    event.preventDefault()
  }
  return (
    <div
      className={styles.scrub}
      role="slider"
      tabIndex={0}
      aria-label={t('video.timeline')}
      aria-valuemin={0}
      aria-valuemax={frames - 1}
      aria-valuenow={frame}
      aria-valuetext={timecode(frame, rate)}
      data-testid="timeline"
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        isHeld.current = true
        seek(event)
      }}
      onPointerMove={(event) => {
        if (isHeld.current) seek(event)
      }}
      onPointerUp={() => {
        isHeld.current = false
      }}
      onPointerCancel={() => {
        isHeld.current = false
      }}
    >
      {clip === null ? <MoveTrack /> : <ClipTrack clip={clip} />}
      <Ruler seconds={(frames * rate.den) / rate.num} />
      {inFrame > 0 && <span className={styles.cut} style={{ left: 0, width: share(inFrame) }} />}
      {outFrame < frames - 1 && <span className={styles.cut} style={{ left: share(outFrame), right: 0 }} />}
      <span className={styles.head} style={{ left: share(frame) }} />
    </div>
  )
}

/** A mark for each second, or for fewer where they would touch. */
function Ruler({ seconds }: { readonly seconds: number }): ReactNode {
  const every = [0.5, 1, 2, 5, 10, 30, 60, 300].find((step) => seconds / step <= 24) ?? 600
  const marks = Array.from({ length: Math.floor(seconds / every + 1e-6) + 1 }, (_, i) => i)
  return (
    <span className={styles.ruler} aria-hidden>
      {marks.map((i) => (
        <i key={i} data-major={i % 2 === 0} style={{ left: `${(100 * i * every) / seconds}%` }} />
      ))}
    </span>
  )
}
