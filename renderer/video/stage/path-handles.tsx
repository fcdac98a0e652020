import { type KeyboardEvent, type PointerEvent, type ReactNode, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { CameraKeyframe } from '../../../app/domain/director/direction.ts'
import { useFormat } from '../../language/use-format.ts'
import { seeked } from '../player/transport.ts'
import { transport } from '../player/transport-store.ts'
import { useVideo } from '../video-context.tsx'
import { direct, endGesture, videoStore } from '../video-store.ts'
import { keyframesOf, movedKeyframe, removedKeyframe } from './edit-keyframes.ts'
import styles from './path.module.css'

/** What an arrow key moves, in shares of the still; with Shift ten times that. */
const KEY_STEP = 0.005
const KEY_ZOOM = 1.02

/** The views of the path that can be taken by the hand: by pointer and by the keys. A move of the camera becomes views at its first touch. */
export function PathHandles({ picture }: { readonly picture: RefObject<HTMLDivElement | null> }): ReactNode {
  const own = useStore(videoStore, ({ history }) => history.direction.camera.keyframes)
  const selected = useStore(videoStore, (state) => state.keyframe)
  const { preview } = useVideo()
  const keyframes = keyframesOf(preview.path, own)
  return (
    <>
      {keyframes.map((keyframe, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a handle is its place on the path, whatever is put before it.
        <Handle key={index} index={index} keyframes={keyframes} keyframe={keyframe} isSelected={selected === index} picture={picture} />
      ))}
    </>
  )
}

interface HandleProps {
  readonly index: number
  readonly keyframes: readonly CameraKeyframe[]
  readonly keyframe: CameraKeyframe
  readonly isSelected: boolean
  readonly picture: RefObject<HTMLDivElement | null>
}

type Change = Partial<Omit<CameraKeyframe, 'at'>>

function Handle({ index, keyframes, keyframe, isSelected, picture }: HandleProps): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { preview } = useVideo()
  const { path } = preview
  const seconds = useStore(videoStore, ({ history }) => history.direction.output.seconds)
  const move = (to: Change): void => {
    direct(
      (now) => ({
        ...now,
        camera: { ...now.camera, keyframes: movedKeyframe(keyframesOf(path, now.camera.keyframes), { index, to }, path) },
      }),
      `keyframe ${index}`,
    )
  }
  const select = (): void => {
    videoStore.setState({ keyframe: index })
    transport((now) => ({ ...seeked(now, keyframe.at * (now.frames - 1)), pace: 0 }))
  }
  const drag = useDrag({ picture, onBegin: select })
  const { x, y, zoom } = keyframe
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const to = changeByKey(event, keyframe)
    if (to !== null) move(to)
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      direct((now) => ({ ...now, camera: { ...now.camera, keyframes: [...removedKeyframe(now.camera.keyframes, index)] } }))
      videoStore.setState({ keyframe: null })
    } else return
    event.preventDefault()
  }
  const [halfX, halfY] = [path.whole.width / zoom / 2, path.whole.height / zoom / 2]
  const name = index === 0 ? t('video.start') : index === keyframes.length - 1 ? t('video.end') : t('video.keyframeN', { n: index + 1 })
  return (
    <>
      <button
        type="button"
        className={styles.handle}
        aria-pressed={isSelected}
        aria-label={t('video.handle', { name, time: format.seconds(1000 * keyframe.at * seconds) })}
        title={t('video.handleHelp')}
        style={{ left: `${100 * x}%`, top: `${100 * y}%` }}
        data-testid={`keyframe-${index}`}
        onFocus={select}
        onKeyDown={press}
        onKeyUp={endGesture}
        onBlur={endGesture}
        {...drag((by) => move({ x: x + by.x, y: y + by.y }))}
      />
      {isSelected && (
        <span
          className={styles.corner}
          style={{ left: `${100 * (x + halfX)}%`, top: `${100 * (y + halfY)}%` }}
          data-testid={`keyframe-${index}-corner`}
          aria-hidden
          // The frame grows and shrinks about its middle, as its corner goes.
          {...drag((by) => move({ zoom: (zoom * halfX) / Math.max(0.01, halfX + by.x) }))}
        />
      )}
    </>
  )
}

function changeByKey({ key, shiftKey }: KeyboardEvent, { x, y, zoom }: CameraKeyframe): Change | null {
  const by = KEY_STEP * (shiftKey ? 10 : 1)
  switch (key) {
    case 'ArrowLeft':
      return { x: x - by }
    case 'ArrowRight':
      return { x: x + by }
    case 'ArrowUp':
      return { y: y - by }
    case 'ArrowDown':
      return { y: y + by }
    case '+':
    case '=':
      return { zoom: zoom * KEY_ZOOM }
    case '-':
      return { zoom: zoom / KEY_ZOOM }
    default:
      return null
  }
}

type Moved = (by: { readonly x: number; readonly y: number }) => void

interface DragOptions {
  readonly picture: RefObject<HTMLDivElement | null>
  readonly onBegin: () => void
}

/** A drag in shares of the picture, from where it began: what is under the pointer stays there. */
function useDrag({ picture, onBegin }: DragOptions) {
  const from = useRef<{ readonly x: number; readonly y: number; readonly moved: Moved } | null>(null)
  return (moved: Moved) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return
      // The stage below would move.
      event.stopPropagation()
      event.currentTarget.setPointerCapture(event.pointerId)
      from.current = { x: event.clientX, y: event.clientY, moved }
      onBegin()
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent<HTMLElement>): void => {
      const box = picture.current?.getBoundingClientRect()
      if (from.current === null || box === undefined) return
      from.current.moved({ x: (clientX - from.current.x) / box.width, y: (clientY - from.current.y) / box.height })
    },
    onPointerUp: (): void => {
      from.current = null
      endGesture()
    },
    onPointerCancel: (): void => {
      from.current = null
      endGesture()
    },
  })
}
