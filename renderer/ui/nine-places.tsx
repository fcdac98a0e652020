import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { MARK_PLACES, type MarkPlace } from '../../app/domain/export/export-recipe.ts'
import styles from './nine-places.module.css'

interface NinePlacesProps {
  readonly label: string
  /** Of the row that holds label and places. */
  readonly className?: string | undefined
  readonly value: MarkPlace
  readonly testId: string
  readonly onChange: (place: MarkPlace) => void
}

/** One of nine places of a picture: left is left in every language. */
export function NinePlaces({ label, className, value, testId, onChange }: NinePlacesProps): ReactNode {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={className}>
      <span id={id}>{label}</span>
      <div className={styles.places} role="radiogroup" aria-labelledby={id} dir="ltr">
        {MARK_PLACES.map((place) => (
          <label key={place} className={styles.place} title={t(`export.place.${place}`)}>
            <input
              type="radio"
              name={id}
              checked={value === place}
              aria-label={t(`export.place.${place}`)}
              onChange={() => onChange(place)}
              data-testid={`${testId}-${place}`}
            />
          </label>
        ))}
      </div>
    </div>
  )
}
