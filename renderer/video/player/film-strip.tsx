import type { CSSProperties, ReactNode } from 'react'
import type { Asset } from '../../../app/domain/asset.ts'
import styles from './film-strip.module.css'
import { useStrip } from './use-strip.ts'

/**
 * Frames of a clip over its time, as many as there is room for: each fills its part and is cut, never stretched.
 *
 * @param count of frames; each stands for as long a part of the clip.
 */
export function FilmStrip({ clip, count, testId }: { readonly clip: Asset; readonly count: number; readonly testId: string }): ReactNode {
  const shown = Math.min(count, clip.clip?.frames ?? count)
  const strip = useStrip(clip, { count: shown, heightPx: clip.width < clip.height ? 128 : 72 })
  return (
    <span className={styles.strip} data-testid={testId} data-ready={strip !== null} dir="ltr" aria-hidden>
      {Array.from({ length: shown }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a frame is its place in the strip.
        <span key={i} className={styles.frame}>
          {strip !== null && <i style={frameStyle(strip, { index: i, count: shown, ratio: clip.width / clip.height })} />}
        </span>
      ))}
    </span>
  )
}

function frameStyle(
  strip: string,
  { index, count, ratio }: { readonly index: number; readonly count: number; readonly ratio: number },
): CSSProperties {
  return {
    '--ratio': String(ratio),
    backgroundImage: `url(${strip})`,
    backgroundSize: `${100 * count}% 100%`,
    backgroundPosition: `${count === 1 ? 0 : (100 * index) / (count - 1)}% 0`,
  } as CSSProperties
}
