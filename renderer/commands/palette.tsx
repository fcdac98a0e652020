import { Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import styles from './palette.module.css'
import { type PaletteEntry, usePaletteEntries } from './use-palette-entries.ts'

/** Finds a command, a job or a picture by its name and runs or opens it. A list that is moved through while the focus stays in the field. */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const [index, setIndex] = useState(0)
  const entries = usePaletteEntries(query)
  const listId = useId()
  const current = Math.min(index, entries.length - 1)
  const choose = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined || !entry.isPossible) return
    onClose()
    entry.run()
  }
  const press = (event: KeyboardEvent): void => {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (move !== undefined) {
      event.preventDefault()
      setIndex(Math.max(0, Math.min(entries.length - 1, current + move)))
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose(entries[current])
  }
  const search = (text: string): void => {
    setQuery(text)
    setIndex(0)
  }
  return (
    <Dialog label={t('palette.label')} kind="bare" className={styles.palette} onClose={onClose}>
      <div className={styles.field}>
        <Search size={16} aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-label={t('palette.field')}
          placeholder={t('palette.field')}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current >= 0 ? `${listId}-${current}` : undefined}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => search(event.target.value)}
          onKeyDown={press}
          data-testid="palette-field"
        />
      </div>
      <div id={listId} role="listbox" aria-label={t('palette.label')} className={styles.list} tabIndex={-1}>
        {entries.map((entry, i) => (
          <Row key={entry.id} id={`${listId}-${i}`} entry={entry} isCurrent={i === current} onChoose={() => choose(entry)} />
        ))}
      </div>
      {entries.length === 0 && <p className={styles.none}>{t('palette.none')}</p>}
      <p className="visually-hidden" role="status">
        {query === '' ? '' : t('palette.found', { count: entries.length })}
      </p>
    </Dialog>
  )
}

interface RowProps {
  readonly id: string
  readonly entry: PaletteEntry
  readonly isCurrent: boolean
  readonly onChoose: () => void
}

function Row({ id, entry, isCurrent, onChoose }: RowProps): ReactNode {
  const { t } = useTranslation()
  const reveal = (element: HTMLElement | null): void => {
    if (isCurrent) element?.scrollIntoView({ block: 'nearest' })
  }
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field; the field says which option is current.
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the field.
    <div
      ref={reveal}
      id={id}
      role="option"
      className={styles.row}
      aria-selected={isCurrent}
      aria-disabled={!entry.isPossible}
      onClick={onChoose}
      data-testid="palette-option"
    >
      {entry.thumb !== undefined && <img className={styles.thumb} src={entry.thumb} alt="" draggable={false} />}
      <span className={styles.label}>
        <bdi>{entry.label}</bdi>
      </span>
      <span className={styles.group}>{entry.isPossible ? entry.group : t('palette.unavailable')}</span>
      {entry.shortcut !== null && <Kbd shortcut={entry.shortcut} />}
    </div>
  )
}
