import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { STAR_HEIGHT_PX, STAR_PITCH_PX, starPath } from './star-path.ts'
import styles from './stars.module.css'

const WIDTH_PX = 5 * STAR_PITCH_PX
/** By the number of stars, made once: a grid shows hundreds of them while it scrolls. */
const FULL = [0, 1, 2, 3, 4, 5].map((rating) => starPath(0, rating))
const LEFT = [0, 1, 2, 3, 4, 5].map((rating) => starPath(rating, 5))

/** How many stars a picture has. Two paths and no mask: masks cost a layer each. */
export function Stars({ rating, label }: { readonly rating: number; readonly label: string }): ReactNode {
  return (
    <svg
      className={styles.stars}
      width={WIDTH_PX}
      height={STAR_HEIGHT_PX}
      viewBox={`0 0 ${WIDTH_PX} ${STAR_HEIGHT_PX}`}
      role="img"
      aria-label={label}
    >
      <path className={styles.left} d={LEFT[rating]} />
      <path className={styles.full} d={FULL[rating]} />
    </svg>
  )
}

interface RatingProps {
  /** Null where several pictures are meant that have different ratings. */
  readonly rating: number | null
  readonly onRate: (rating: number) => void
}

/** Stars to give. The star a picture has already takes them all away. */
export function Rating({ rating, onRate }: RatingProps): ReactNode {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a line of a toolbar.
    <span className={styles.rating} role="group" aria-label={t('gallery.rating')}>
      {[1, 2, 3, 4, 5].map((count) => (
        <button
          key={count}
          type="button"
          className={styles.star}
          aria-label={t('gallery.stars', { count })}
          aria-pressed={rating === count}
          onClick={() => onRate(rating === count ? 0 : count)}
          data-testid={`star-${count}`}
        >
          <svg width={STAR_PITCH_PX} height={STAR_HEIGHT_PX} aria-hidden>
            <path className={rating !== null && count <= rating ? styles.full : styles.left} d={starPath(0, 1)} />
          </svg>
        </button>
      ))}
    </span>
  )
}
