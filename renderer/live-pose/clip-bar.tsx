import { Pause, Play, StepBack, StepForward } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../language/use-format.ts'
import { IconButton } from '../ui/button.tsx'
import { Num } from '../ui/num.tsx'
import styles from './live-pose.module.css'

/** Clips do not tell how many pictures they have in a second; nearly all have at least so many. */
const STEP_SECONDS = 1 / 30

/** Plays a clip, stops it, goes through it picture by picture. Times run from left to right in every language. */
export function ClipBar({ video }: { readonly video: RefObject<HTMLVideoElement | null> }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { isPlaying, atSeconds, lengthSeconds, put } = useClip(video)
  const goTo = (seconds: number): void => {
    const clip = video.current
    if (clip === null) return
    const place = Math.min(lengthSeconds, Math.max(0, seconds))
    clip.currentTime = place
    // At once: a slider that React puts back until the clip has arrived takes that for another move, and sends the clip back.
    put(place)
  }
  const step = (direction: 1 | -1): void => {
    video.current?.pause()
    goTo((video.current?.currentTime ?? 0) + direction * STEP_SECONDS)
  }
  const toggle = (): void => {
    if (isPlaying) video.current?.pause()
    // Refused where the view goes at the same moment.
    else video.current?.play().catch(() => undefined)
  }
  const time = `${format.clock(atSeconds * 1000)} / ${format.clock(lengthSeconds * 1000)}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: keys of a player are no fieldset of a form.
    <div className={styles.clip} dir="ltr" role="group" aria-label={t('livePose.clip')} data-testid="live-clip-bar">
      <IconButton label={t('livePose.stepBack')} onClick={() => step(-1)} data-testid="live-step-back">
        <StepBack size={16} />
      </IconButton>
      <IconButton label={t(isPlaying ? 'livePose.pause' : 'livePose.play')} onClick={toggle} data-testid="live-play">
        {isPlaying ? <Pause size={16} /> : <Play size={16} />}
      </IconButton>
      <IconButton label={t('livePose.stepForward')} onClick={() => step(1)} data-testid="live-step">
        <StepForward size={16} />
      </IconButton>
      <input
        type="range"
        min={0}
        max={lengthSeconds}
        step={STEP_SECONDS}
        value={atSeconds}
        aria-label={t('livePose.place')}
        aria-valuetext={time}
        data-testid="live-place"
        onChange={(event) => goTo(Number(event.target.value))}
      />
      <span className={styles.time}>
        <Num>{time}</Num>
      </span>
    </div>
  )
}

interface ClipState {
  readonly isPlaying: boolean
  readonly atSeconds: number
  readonly lengthSeconds: number
}

const EVENTS = ['play', 'pause', 'timeupdate', 'seeked', 'durationchange'] as const

function useClip(video: RefObject<HTMLVideoElement | null>): ClipState & { readonly put: (atSeconds: number) => void } {
  const [clip, setClip] = useState<ClipState>({ isPlaying: false, atSeconds: 0, lengthSeconds: 0 })
  useEffect(() => {
    const element = video.current
    if (element === null) return
    const read = (): void => {
      // A clip whose length nobody wrote down has an endless one until it was played through.
      const lengthSeconds = Number.isFinite(element.duration) ? element.duration : element.currentTime
      setClip({ isPlaying: !element.paused, atSeconds: element.currentTime, lengthSeconds })
    }
    read()
    for (const name of EVENTS) element.addEventListener(name, read)
    return () => {
      for (const name of EVENTS) element.removeEventListener(name, read)
    }
  }, [video])
  return { ...clip, put: (atSeconds) => setClip((now) => ({ ...now, atSeconds })) }
}
