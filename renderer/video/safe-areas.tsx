import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Size } from '../../app/domain/raster.ts'
import { CLIP_RATIOS, coveredByAny, type Network, networksOf } from '../../app/domain/video/networks.ts'
import styles from './safe-areas.module.css'

/** Share of a frame's height that two lines of words fit in. */
const ROOM_FOR_WORDS = 0.2

/** What networks lay their own things over, hatched, over a frame. */
export function SafeAreas({ networks }: { readonly networks: readonly Network[] }): ReactNode {
  const { t } = useTranslation()
  const { top, right, bottom, left } = coveredByAny(networks)
  if (top + right + bottom + left === 0) return null
  const percent = (share: number): string => `${100 * share}%`
  const names = networks
    .filter(({ covered }) => Object.values(covered).some((part) => part > 0))
    .map(({ label }) => label)
    .join(', ')
  return (
    <span data-testid="safe-areas">
      <span className={styles.safe} style={{ inset: `0 0 auto 0`, height: percent(top) }} />
      <span className={styles.safe} style={{ inset: `auto 0 0 0`, height: percent(bottom) }} />
      <span className={styles.safe} style={{ top: percent(top), bottom: percent(bottom), left: 0, width: percent(left) }} />
      <span className={styles.safe} style={{ top: percent(top), bottom: percent(bottom), right: 0, width: percent(right) }} />
      {/* Where it would hide the picture, the names below the frame say it. */}
      {bottom >= ROOM_FOR_WORDS && <span className={styles.covers}>{t('video.export.covers', { names })}</span>}
    </span>
  )
}

/** The networks that take frames of a shape. */
export function networksFor({ width, height }: Size): readonly Network[] {
  const ratio = CLIP_RATIOS.find((one) => {
    const [across = 1, down = 1] = one.split(':').map(Number)
    return Math.abs((width * down) / (height * across) - 1) < 0.01
  })
  return ratio === undefined ? [] : networksOf(ratio, null)
}
