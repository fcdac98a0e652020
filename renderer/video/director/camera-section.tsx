import { ArrowLeftRight, ArrowUpDown, LogIn, type LucideIcon, MoveUpRight, Orbit, Square, Waves, ZoomIn } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CAMERA_MOVES, type Camera, type CameraMove, DIRECTIONS_OF, directionOf } from '../../../app/domain/director/direction.ts'
import { EASINGS } from '../../../app/domain/director/easing.ts'
import { Section } from '../../ui/section.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { SliderField } from '../../ui/slider-field.tsx'
import { direct, endGesture, videoStore } from '../video-store.ts'
import styles from './director.module.css'
import { LabelledRow } from './labelled-row.tsx'

const ICONS: Readonly<Record<CameraMove, LucideIcon>> = {
  static: Square,
  pan: ArrowLeftRight,
  tilt: ArrowUpDown,
  zoom: ZoomIn,
  dolly: LogIn,
  orbit: Orbit,
  crane: MoveUpRight,
  handheld: Waves,
}

const FOCUSES = ['person', 'cloth', 'middle'] as const
type Focus = (typeof FOCUSES)[number]

const change = (to: Partial<Camera>, gesture: string | null = null): void =>
  direct((now) => ({ ...now, camera: { ...now.camera, ...to } }), gesture)

/** What the camera does. While views were put down by hand they count, and the move waits. */
export function CameraSection(): ReactNode {
  const { t } = useTranslation()
  const camera = useStore(videoStore, ({ history }) => history.direction.camera)
  const { move, keyframes } = camera
  const hasOwn = keyframes.length >= 2
  const way = directionOf(camera)
  const aside = hasOwn ? t('video.ownPath') : t(`video.move.${move}`)
  return (
    <Section id="video.camera" title={t('video.camera')} aside={aside} testId="camera">
      <MoveGrid value={hasOwn ? null : move} />
      {!hasOwn && way !== null && (
        <LabelledRow label={t('video.direction')}>
          <Segmented
            label={t('video.direction')}
            isWide
            value={way}
            onChange={(direction) => change({ direction })}
            options={DIRECTIONS_OF[move].map((value) => ({ value, label: t(`video.way.${value}`) }))}
          />
        </LabelledRow>
      )}
      {!hasOwn && move !== 'static' && <MoveFields camera={camera} />}
    </Section>
  )
}

/** How far the move goes, how fast, how it starts and ends, and what for. */
function MoveFields({ camera }: { readonly camera: Camera }): ReactNode {
  const { t } = useTranslation()
  const { move, amount, speed, easing, focus, depth } = camera
  const aim: Focus = typeof focus === 'string' ? focus : 'middle'
  const travels = ['dolly', 'orbit', 'crane', 'handheld'].includes(move)
  return (
    <>
      <SliderField
        label={t('video.reach')}
        value={Math.round(100 * amount)}
        min={0}
        max={100}
        step={1}
        unit="%"
        testId="reach"
        onChange={(value) => change({ amount: value / 100 }, 'reach')}
        onEnd={endGesture}
      />
      <SliderField
        label={t('video.pace')}
        value={speed}
        min={0.1}
        max={4}
        step={0.1}
        digits={1}
        unit="×"
        neutral={1}
        testId="pace"
        onChange={(value) => change({ speed: value }, 'pace')}
        onEnd={endGesture}
      />
      {move !== 'handheld' && (
        <SelectField
          label={t('video.easing')}
          value={easing}
          testId="easing-choice"
          options={EASINGS.map((value) => ({ value, label: t(`video.easings.${value}`) }))}
          onChange={(value) => change({ easing: value })}
        />
      )}
      <SelectField
        label={t('video.focus')}
        value={aim}
        options={FOCUSES.map((value) => ({ value, label: t(`video.focuses.${value}`) }))}
        onChange={(value) => change({ focus: value === 'middle' ? { x: 0.5, y: 0.5 } : value })}
      />
      {travels && (
        <SliderField
          label={t('video.depth')}
          value={Math.round(100 * depth)}
          min={0}
          max={100}
          step={1}
          unit="%"
          onChange={(value) => change({ depth: value / 100 }, 'depth')}
          onEnd={endGesture}
        />
      )}
    </>
  )
}

const COLUMNS = 4

/** The moves, as a group of which one is chosen. To choose one takes the views away that were put down by hand, as a step that can be undone. */
function MoveGrid({ value }: { readonly value: CameraMove | null }): ReactNode {
  const { t } = useTranslation()
  const choose = (move: CameraMove): void => {
    change({ move, keyframes: [] })
    videoStore.setState({ keyframe: null })
  }
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const forward = event.currentTarget.matches(':dir(rtl)') ? -1 : 1
    const step = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = value === null ? 0 : CAMERA_MOVES.indexOf(value)
    const next = (at + step + CAMERA_MOVES.length) % CAMERA_MOVES.length
    choose(CAMERA_MOVES[next] ?? 'static')
    event.currentTarget.querySelectorAll('button')[next]?.focus()
  }
  return (
    <div className={styles.moves} role="radiogroup" aria-label={t('video.camera')} onKeyDown={press}>
      {CAMERA_MOVES.map((move, index) => {
        const Icon = ICONS[move]
        return (
          // biome-ignore lint/a11y/useSemanticElements: a radio input cannot hold the picture it shows; the group has roving focus and arrow keys.
          <button
            key={move}
            type="button"
            role="radio"
            aria-checked={move === value}
            tabIndex={move === value || (value === null && index === 0) ? 0 : -1}
            data-testid={`move-${move}`}
            onClick={() => choose(move)}
          >
            <Icon size={18} aria-hidden />
            <span>{t(`video.move.${move}`)}</span>
          </button>
        )
      })}
    </div>
  )
}
