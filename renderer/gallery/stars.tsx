import clsx from 'clsx'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './stars.module.css'

/** How many stars a picture has. One element: a grid shows hundreds of them while it scrolls. */
export function Stars({ rating }: { readonly rating: number }): ReactNode {
  const { t } = useTranslation()
  return (
    <span
      className={styles.stars}
      role="img"
      aria-label={t('gallery.stars', { count: rating })}
      style={{ '--rating': rating } as CSSProperties}
    />
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
          className={clsx(styles.star, rating !== null && count <= rating && styles.full)}
          aria-label={t('gallery.stars', { count })}
          aria-pressed={rating === count}
          onClick={() => onRate(rating === count ? 0 : count)}
          data-testid={`star-${count}`}
        />
      ))}
    </span>
  )
}
