import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AssetId } from '../../app/domain/ids.ts'
import { useAsset, useImports, useResults } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { recentFor } from './recent.ts'
import styles from './try-on.module.css'
import { type Slot, tryOnStore } from './try-on-store.ts'
import { useGarmentStack } from './use-garment-stack.ts'

/** One row of persons, two of garments. */
const SHOWN = { person: 4, garment: 8 } as const satisfies Record<Slot, number>
const COLUMNS = 4

/** The pictures a slot was filled with lately. One stop of the Tab key; arrows move within. A garment goes into the active row. */
export function RecentPictures({ slot }: { readonly slot: Slot }): ReactNode {
  const { t } = useTranslation()
  const { person, stack, taken, fill } = useStore(tryOnStore)
  const { put: putOn } = useGarmentStack()
  const chosen = slot === 'person' ? [person] : stack.rows.map(({ id }) => id)
  const [focused, setFocused] = useState(0)
  const results = useResults().data?.assets ?? []
  const imports = useImports().data?.assets ?? []
  const ids = recentFor(slot, { results, imports, taken }).slice(0, SHOWN[slot])
  if (ids.length === 0) return null
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const forward = event.currentTarget.matches(':dir(rtl)') ? -1 : 1
    const step = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = Math.min(ids.length - 1, Math.max(0, focused + step))
    setFocused(next)
    event.currentTarget.querySelectorAll('button')[next]?.focus()
  }
  const label = t(slot === 'person' ? 'tryOn.recentPeople' : 'tryOn.recentGarments')
  return (
    <section className={styles.recent} data-slot={slot}>
      <h3>{label}</h3>
      <div className={styles.picks} role="toolbar" aria-label={label} onKeyDown={move}>
        {ids.map((id, index) => (
          <Pick
            key={id}
            id={id}
            slot={slot}
            isChosen={chosen.includes(id)}
            tabIndex={index === Math.min(focused, ids.length - 1) ? 0 : -1}
            onFocus={() => setFocused(index)}
            onPick={() => (slot === 'person' ? fill('person', id) : putOn(id))}
          />
        ))}
      </div>
    </section>
  )
}

interface PickProps {
  readonly id: AssetId
  readonly slot: Slot
  readonly isChosen: boolean
  readonly tabIndex: number
  readonly onFocus: () => void
  readonly onPick: () => void
}

function Pick({ id, slot, isChosen, onPick, ...focus }: PickProps): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const asset = useAsset(id).data
  if (asset === undefined || asset === null) return <span className={styles.pending} />
  const name = `${t(slot === 'person' ? 'tryOn.asPerson' : 'tryOn.asGarment')}: ${asset.name}`
  return (
    <button
      type="button"
      aria-label={name}
      aria-pressed={isChosen}
      title={asset.name}
      data-testid={`recent-${slot}`}
      onClick={onPick}
      {...focus}
    >
      <img src={studio.mediaUrl(asset.hash, 'small')} alt="" loading="lazy" />
    </button>
  )
}
