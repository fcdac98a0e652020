import { Pause, Play, Repeat, SkipBack, StepBack, StepForward } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Asset } from '../../../app/domain/asset.ts'
import { useFormat } from '../../language/use-format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { parseTimecode, timecode } from './timecode.ts'
import { Timeline } from './timeline.tsx'
import styles from './transport.module.css'
import { SPEEDS, seeked, stepped, toggled, withIn, withOut, withSpeed } from './transport.ts'
import { transport, transportStore } from './transport-store.ts'

/** How what is on the stage is played. Left-to-right in every language, as time is on every desk. */
export function TransportBar({ clip }: { readonly clip: Asset | null }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { pace, isLooping, speed, frames, rate, inFrame, outFrame } = useStore(transportStore, (state) => state.transport)
  const isPlaying = pace !== 0
  return (
    <div className={styles.transport} dir="ltr" data-testid="transport" data-playing={isPlaying}>
      <div className={styles.row} role="toolbar" aria-label={t('video.transport')}>
        <IconButton label={t('video.toStart')} onClick={() => transport((now) => seeked(now, now.inFrame))} data-testid="to-start">
          <SkipBack size={16} />
        </IconButton>
        <IconButton label={t('video.frameBack')} onClick={() => transport((now) => stepped(now, -1))} data-testid="frame-back">
          <StepBack size={16} />
        </IconButton>
        <IconButton
          label={t(isPlaying ? 'video.pause' : 'video.play')}
          className={styles.play}
          onClick={() => transport(toggled)}
          data-testid="play"
        >
          {isPlaying ? <Pause size={16} fill="currentColor" /> : <Play size={16} fill="currentColor" />}
        </IconButton>
        <IconButton label={t('video.frameForward')} onClick={() => transport((now) => stepped(now, 1))} data-testid="frame-forward">
          <StepForward size={16} />
        </IconButton>
        <IconButton
          label={t('video.loop')}
          aria-pressed={isLooping}
          onClick={() => transport((now) => ({ ...now, isLooping: !now.isLooping }))}
          data-testid="loop"
        >
          <Repeat size={16} />
        </IconButton>
        <TimeField />
        <span className={styles.of} data-testid="length">
          / {timecode(frames, rate)}
        </span>
        <span className={styles.end}>
          <SelectField
            label={t('video.speed')}
            labelled="inside"
            value={String(speed)}
            testId="speed"
            options={SPEEDS.map((one) => ({
              value: String(one),
              label: `${format.number(one, Number.isInteger(one) ? 0 : one === 0.25 ? 2 : 1)}×`,
            }))}
            onChange={(next) => transport((now) => withSpeed(now, Number(next)))}
          />
          <Button
            kind="quiet"
            className={styles.mark}
            title={t('video.setIn')}
            onClick={() => transport((now) => withIn(now))}
            data-testid="set-in"
          >
            {t('video.in')} <bdi dir="ltr">{timecode(inFrame, rate)}</bdi>
          </Button>
          <Button
            kind="quiet"
            className={styles.mark}
            title={t('video.setOut')}
            onClick={() => transport((now) => withOut(now))}
            data-testid="set-out"
          >
            {t('video.out')} <bdi dir="ltr">{timecode(outFrame, rate)}</bdi>
          </Button>
        </span>
      </div>
      <Timeline clip={clip} />
    </div>
  )
}

/** Where playing is, to be read and typed. */
function TimeField(): ReactNode {
  const { t } = useTranslation()
  const { frame, rate } = useStore(transportStore, (state) => state.transport)
  const [typed, setTyped] = useState<string | null>(null)
  const commit = (): void => {
    const next = typed === null ? null : parseTimecode(typed, rate)
    setTyped(null)
    if (next !== null) transport((now) => ({ ...seeked(now, next), pace: 0 }))
  }
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') commit()
    else if (event.key === 'Escape') setTyped(null)
    else return
    event.preventDefault()
  }
  return (
    <input
      className={styles.time}
      type="text"
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      aria-label={t('video.time')}
      title={t('video.timeHelp')}
      value={typed ?? timecode(frame, rate)}
      data-testid="time"
      data-frame={frame}
      onChange={(event) => setTyped(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={commit}
      onKeyDown={press}
    />
  )
}
