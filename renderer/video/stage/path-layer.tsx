import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { pathViews } from '../../../app/domain/director/camera-path.ts'
import type { View } from '../../../app/domain/director/camera-view.ts'
import { secondsAt } from '../../../app/domain/director/frame-rate.ts'
import { useFormat } from '../../language/use-format.ts'
import { Num } from '../../ui/num.tsx'
import { transportStore } from '../player/transport-store.ts'
import { useVideo } from '../video-context.tsx'
import styles from './path.module.css'
import { viewOf } from './path-poses.ts'

/** Points of the drawn line. */
const POINTS = 49
/** Marks on it, at equal times: where they are close the camera is slow. */
const TICKS = 9

/** The path of the camera over the still: where it begins and ends, the line of its middle, and what it sees now. */
export function PathLayer(): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { still, preview } = useVideo()
  const { path } = preview
  const frame = useStore(transportStore, ({ transport }) => Math.min(path.frames - 1, transport.frame))
  const rate = useStore(transportStore, ({ transport }) => transport.rate)
  const { width: w, height: h } = still
  const fixed = useMemo(() => {
    const line = pathViews(path, POINTS).map(middleOf)
    return { line, ticks: pathViews(path, TICKS).slice(1, -1).map(middleOf), start: viewOf(path, 0), end: viewOf(path, path.frames - 1) }
  }, [path])
  const now = viewOf(path, frame)
  const { start, end } = fixed
  const at = ([x, y]: readonly [number, number]): string => `${(x * w).toFixed(1)} ${(y * h).toFixed(1)}`
  const rect = (view: View) => ({ x: view.x * w, y: view.y * h, width: view.width * w, height: view.height * h })
  const corner = (view: View, [x, y]: readonly [number, number]): string => at([view.x + x * view.width, view.y + y * view.height])
  return (
    <div
      className={styles.layer}
      data-testid="path"
      data-frame={frame}
      data-view={[now.x, now.y, now.width, now.height].map((one) => one.toFixed(4)).join(' ')}
    >
      <svg viewBox={`0 0 ${w} ${h}`} preserveAspectRatio="none" aria-hidden="true">
        <path d={`M0 0H${w}V${h}H0Z M${boxPath(rect(now))}`} className={styles.outside} fillRule="evenodd" />
        <rect {...rect(start)} className={styles.start} />
        <rect {...rect(end)} className={styles.endFrame} />
        <path d={CORNERS.map((one) => `M${corner(start, one)} L${corner(end, one)}`).join(' ')} className={styles.ray} />
        <path d={`M${fixed.line.map(at).join(' L')}`} className={styles.lineUnder} />
        <path d={`M${fixed.line.map(at).join(' L')}`} className={styles.line} />
        {/* Dots of one size on the screen, however large the still is: strokes of no length with round ends. */}
        <path d={fixed.ticks.map((one) => `M${at(one)} h0.001`).join(' ')} className={styles.ticks} />
        <rect {...rect(now)} className={styles.now} />
      </svg>
      <Label view={start} text={t('video.start')} corner="left" />
      {!isSame(start, end) && <Label view={end} text={t('video.end')} corner="right" />}
      <span className={styles.dot} style={{ left: `${100 * middleOf(now)[0]}%`, top: `${100 * middleOf(now)[1]}%` }} aria-hidden>
        <span className={styles.plate}>
          <Num>{format.seconds(1000 * secondsAt(frame, rate))}</Num>
        </span>
      </span>
    </div>
  )
}

/** In the corner of its frame that the other label is not in: frames often lie in each other. */
function Label({ view, text, corner }: { readonly view: View; readonly text: string; readonly corner: 'left' | 'right' }): ReactNode {
  const x = corner === 'left' ? view.x : view.x + view.width
  return (
    <span className={styles.label} data-corner={corner} style={{ left: `${100 * x}%`, top: `${100 * view.y}%` }} aria-hidden>
      {text}
    </span>
  )
}

const CORNERS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const

const middleOf = ({ x, y, width, height }: View): readonly [number, number] => [x + width / 2, y + height / 2]

const isSame = (a: View, b: View): boolean => Math.hypot(a.x - b.x, a.y - b.y, a.width - b.width) < 0.004

const boxPath = ({ x, y, width, height }: View): string => `${x} ${y}h${width}v${height}h${-width}Z`
