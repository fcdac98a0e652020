import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { SUGGESTIONS } from '../../../app/domain/prompting/suggestions.ts'
import { createRoomStore, setWords } from '../create-store.ts'
import styles from './look.module.css'
import { useGarmentLook } from './use-garment-look.ts'

/** Ideas for the garment that was looked at. One takes the place of what was typed. */
export function Ideas(): ReactNode {
  const { t } = useTranslation()
  const { analysis } = useGarmentLook()
  const typed = useStore(createRoomStore, ({ mode, words }) => words[mode].prompt)
  if (analysis === null) return null
  return (
    <fieldset className={styles.ideas} aria-label={t('look.ideas')}>
      {SUGGESTIONS[analysis.category].map((idea) => (
        <button
          key={idea}
          type="button"
          className={styles.idea}
          lang="en"
          aria-pressed={typed === idea}
          data-testid="idea"
          onClick={() => setWords({ prompt: idea })}
        >
          <bdi>{idea}</bdi>
        </button>
      ))}
    </fieldset>
  )
}
