import { ImagePlus, Search, Trash2, X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useCommands } from '../commands/command-handlers.ts'
import { useHasClips } from '../studio/queries.ts'
import { IconButton } from '../ui/button.tsx'
import { DAY_RANGES, FLAGS, MEDIA, ORIGINS, SORTS } from './filter.ts'
import styles from './filter-bar.module.css'
import { FilterChip } from './filter-chip.tsx'
import { changeFilter, galleryStore, MAX_CELL_PX, MIN_CELL_PX } from './gallery-store.ts'

/** What is shown, in which order and how large. */
export function FilterBar({ onChooseFiles }: { readonly onChooseFiles: () => void }): ReactNode {
  const { t } = useTranslation()
  const { filter, minCellPx } = useStore(galleryStore)
  const any = { value: 'any' as const, label: t('gallery.any') }
  const stars = [1, 2, 3, 4, 5].map((count) => ({
    value: String(count),
    label: count === 5 ? t('gallery.stars', { count }) : t('gallery.atLeast', { count }),
  }))
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('gallery.filters')}>
      <SearchField />
      <FilterChip
        label={t('gallery.kind')}
        value={filter.origin}
        options={[any, ...ORIGINS.map((value) => ({ value, label: t(`gallery.origins.${value}`) }))]}
        onChange={(origin) => changeFilter({ origin })}
        testId="filter-kind"
      />
      <MediaChip />
      <FilterChip
        label={t('gallery.rating')}
        value={String(filter.minRating)}
        options={[{ value: '0', label: t('gallery.any') }, ...stars]}
        onChange={(rating) => changeFilter({ minRating: Number(rating) })}
        testId="filter-rating"
      />
      <FilterChip
        label={t('gallery.flag')}
        value={filter.flag}
        options={[any, ...FLAGS.map((value) => ({ value, label: t(`gallery.flags.${value}`) }))]}
        onChange={(flag) => changeFilter({ flag })}
        testId="filter-flag"
      />
      <FilterChip
        label={t('gallery.date')}
        value={filter.days}
        options={[any, ...DAY_RANGES.map((value) => ({ value, label: t(`gallery.days.${value}`) }))]}
        onChange={(days) => changeFilter({ days })}
        testId="filter-date"
      />
      <span className={styles.end}>
        <FilterChip
          label={t('gallery.sort')}
          value={filter.sort}
          options={SORTS.map((value) => ({ value, label: t(`gallery.sorts.${value}`) }))}
          onChange={(sort) => changeFilter({ sort })}
          testId="sort"
          isQuiet
        />
        <input
          type="range"
          className={styles.size}
          aria-label={t('gallery.size')}
          title={t('gallery.size')}
          min={MIN_CELL_PX}
          max={MAX_CELL_PX}
          step={2}
          value={minCellPx}
          onChange={(event) => galleryStore.setState({ minCellPx: Number(event.target.value) })}
        />
        <IconButton label={t('command.bringIn')} onClick={onChooseFiles} data-testid="bring-in">
          <ImagePlus size={16} />
        </IconButton>
        <IconButton
          label={t('gallery.trash')}
          aria-pressed={filter.trashed}
          onClick={() => changeFilter({ trashed: !filter.trashed })}
          data-testid="show-trash"
        >
          <Trash2 size={16} />
        </IconButton>
      </span>
    </div>
  )
}

/** Pictures or clips. In a library without clips the choice would narrow nothing, and is not offered. */
function MediaChip(): ReactNode {
  const { t } = useTranslation()
  const media = useStore(galleryStore, (state) => state.filter.media)
  const hasClips = useHasClips()
  if (!hasClips && media === 'any') return null
  const any = { value: 'any' as const, label: t('gallery.any') }
  return (
    <FilterChip
      label={t('gallery.media')}
      value={media}
      options={[any, ...MEDIA.map((value) => ({ value, label: t(`gallery.medium.${value}`) }))]}
      onChange={(chosen) => changeFilter({ media: chosen })}
      testId="filter-media"
    />
  )
}

function SearchField(): ReactNode {
  const { t } = useTranslation()
  const text = useStore(galleryStore, (state) => state.filter.text)
  const field = useRef<HTMLInputElement>(null)
  useCommands({ 'gallery.search': { run: () => field.current?.select() } })
  return (
    <div className={styles.search}>
      <Search size={16} aria-hidden />
      <input
        ref={field}
        type="search"
        dir={text === '' ? undefined : 'auto'}
        aria-label={t('gallery.search')}
        placeholder={t('gallery.search')}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => changeFilter({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          if (text === '') event.currentTarget.blur()
          else changeFilter({ text: '' })
        }}
        data-testid="search"
      />
      {text !== '' && (
        <IconButton label={t('gallery.clearSearch')} onClick={() => changeFilter({ text: '' })}>
          <X size={14} />
        </IconButton>
      )}
    </div>
  )
}
