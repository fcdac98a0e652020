import { Diamond, Minus, Plus, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { CameraKeyframe } from '../../../app/domain/director/direction.ts'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Section } from '../../ui/section.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { seeked } from '../player/transport.ts'
import { transport, transportStore } from '../player/transport-store.ts'
import { insertedKeyframe, MOST_ZOOM, movedKeyframe, removedKeyframe, retimedKeyframe } from '../stage/edit-keyframes.ts'
import { useVideo } from '../video-context.tsx'
import { direct, videoStore } from '../video-store.ts'
import styles from './director.module.css'
import { LabelledRow } from './labelled-row.tsx'

const setKeyframes = (change: (now: readonly CameraKeyframe[]) => readonly CameraKeyframe[]): void =>
  direct((now) => ({ ...now, camera: { ...now.camera, keyframes: [...change(now.camera.keyframes)] } }))

/** The views that were put on the still by hand, in numbers. */
export function KeyframeSection(): ReactNode {
  const { t } = useTranslation()
  const { preview } = useVideo()
  const { path } = preview
  const keyframes = useStore(videoStore, ({ history }) => history.direction.camera.keyframes)
  const selected = useStore(videoStore, (state) => state.keyframe)
  const index = selected !== null && selected < keyframes.length ? selected : null
  const add = (): void => {
    const { frame, frames } = transportStore.getState().transport
    const inserted = insertedKeyframe(path, keyframes, frame / Math.max(1, frames - 1))
    if (inserted === null) return
    setKeyframes(() => inserted.keyframes)
    videoStore.setState({ keyframe: inserted.index })
  }
  const remove = (): void => {
    if (index === null) return
    setKeyframes((now) => removedKeyframe(now, index))
    videoStore.setState({ keyframe: null })
  }
  const hasOwn = keyframes.length >= 2
  const choose = (next: number): void => {
    videoStore.setState({ keyframe: next })
    const at = keyframes[next]?.at ?? 0
    transport((now) => ({ ...seeked(now, at * (now.frames - 1)), pace: 0 }))
  }
  return (
    <Section id="video.keyframes" title={t('video.keyframes')} aside={hasOwn ? String(keyframes.length) : undefined} testId="keyframes">
      {!hasOwn && <p className={styles.hint}>{t('video.keyframesHow')}</p>}
      {hasOwn && (
        <Segmented
          label={t('video.keyframes')}
          isWide
          value={String(index ?? -1)}
          onChange={(next) => choose(Number(next))}
          options={keyframes.map((_, i) => ({ value: String(i), label: String(i + 1) }))}
        />
      )}
      {index !== null && <KeyframeNumbers index={index} keyframes={keyframes} />}
      <div className={styles.actions}>
        <Button kind="line" onClick={add} data-testid="add-keyframe">
          <Plus size={14} aria-hidden />
          <Diamond size={14} aria-hidden />
          {t('video.addKeyframe')}
        </Button>
        {index !== null && (
          <Button kind="quiet" onClick={remove} data-testid="remove-keyframe">
            <Minus size={14} aria-hidden />
            {t('video.removeKeyframe')}
          </Button>
        )}
        {hasOwn && (
          <Button kind="quiet" onClick={() => setKeyframes(() => [])} data-testid="clear-keyframes">
            <Undo2 size={14} className="flip" aria-hidden />
            {t('video.backToMove')}
          </Button>
        )}
      </div>
    </Section>
  )
}

function KeyframeNumbers({ index, keyframes }: { readonly index: number; readonly keyframes: readonly CameraKeyframe[] }): ReactNode {
  const { t } = useTranslation()
  const { preview } = useVideo()
  const { path } = preview
  const seconds = useStore(videoStore, ({ history }) => history.direction.output.seconds)
  const keyframe = keyframes[index]
  if (keyframe === undefined) return null
  const move = (to: Partial<CameraKeyframe>): void => setKeyframes((now) => movedKeyframe(now, { index, to }, path))
  const percent = (name: 'x' | 'y') => ({ value: 100 * keyframe[name], min: 0, max: 100, step: 0.5, digits: 1, unit: '%' })
  return (
    <div className={styles.numbers}>
      <LabelledRow label={t('video.at')}>
        <NumberField
          label={t('video.at')}
          value={keyframe.at * seconds}
          min={0}
          max={seconds}
          step={0.1}
          digits={2}
          unit="s"
          testId="keyframe-at"
          onChange={(value) => setKeyframes((now) => retimedKeyframe(now, index, value / seconds))}
        />
      </LabelledRow>
      <LabelledRow label={t('video.across')}>
        <NumberField label={t('video.across')} {...percent('x')} testId="keyframe-x" onChange={(value) => move({ x: value / 100 })} />
      </LabelledRow>
      <LabelledRow label={t('video.down')}>
        <NumberField label={t('video.down')} {...percent('y')} testId="keyframe-y" onChange={(value) => move({ y: value / 100 })} />
      </LabelledRow>
      <LabelledRow label={t('video.zoom')}>
        <NumberField
          label={t('video.zoom')}
          value={keyframe.zoom}
          min={1}
          max={MOST_ZOOM}
          step={0.05}
          digits={2}
          unit="×"
          testId="keyframe-zoom"
          onChange={(zoom) => move({ zoom })}
        />
      </LabelledRow>
    </div>
  )
}
