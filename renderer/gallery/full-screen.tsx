import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Asset } from '../../app/domain/asset.ts'
import { useViewport } from '../canvas/use-viewport.ts'
import { canRun, runCommand } from '../commands/command-handlers.ts'
import { commandFor } from '../commands/command-table.ts'
import { currentPlatform, shortcutOf } from '../commands/shortcut.ts'
import { preferenceStore } from '../preferences/preference-store.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ClipView } from './clip-view.tsx'
import styles from './full-screen.module.css'
import { useGallery } from './gallery-context.tsx'
import { galleryStore, setFullScreen } from './gallery-store.ts'
import { Rating, Stars } from './stars.tsx'

/** Types that a page can show; the others are shown as their large thumbnail. */
const SHOWN_TYPES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'])

/** One picture over the whole window. Runs from left to right in every language, as the picture does. */
export function FullScreen(): ReactNode {
  const { list, current: asset, stop: place, goTo } = useGallery()
  const { isFullScreen, selection } = useStore(galleryStore)
  const frame = useRef<HTMLDivElement>(null)
  const isOpen = isFullScreen && asset !== undefined
  useEffect(() => {
    // The dialog gives the focus to its first button, and the keys of the picture would seem to belong to that.
    if (isOpen) frame.current?.focus()
  }, [isOpen])
  useEffect(() => {
    // The last picture went to the trash: there is nothing left to show.
    if (isFullScreen && selection.current === null) setFullScreen(false)
  }, [isFullScreen, selection])
  // What was left open is closed with the room.
  useEffect(() => () => setFullScreen(false), [])
  if (!isFullScreen || asset === undefined) return null
  const step = (by: number): void => {
    if (place + by >= 0 && place + by < list.count) goTo(place + by, 'only')
  }
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1, PageDown: 1, PageUp: -1 }[event.key]
    if (by !== undefined) {
      event.preventDefault()
      step(by)
      return
    }
    pressRoomKey(event)
  }
  return (
    <Dialog label={asset.name} kind="bare" className={styles.full} onClose={() => setFullScreen(false)}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of what has the focus inside. */}
      <div ref={frame} tabIndex={-1} className={styles.frame} dir="ltr" onKeyDown={press} data-testid="full-screen">
        <header className={styles.head}>
          <Caption asset={asset} place={place} />
          <IconClose />
        </header>
        {asset.clip === null ? <Picture key={asset.id} asset={asset} /> : <ClipView asset={asset} />}
        <Steps place={place} count={list.count} onStep={step} />
      </div>
    </Dialog>
  )
}

/** Stars, flags and the trash work as in the grid; keys in a dialog do not get to the listener of the window's shortcuts. */
function pressRoomKey(event: KeyboardEvent): void {
  const shortcut = shortcutOf(event.nativeEvent, currentPlatform())
  if (shortcut === null || event.key === 'Escape') return
  const command = commandFor(shortcut, 'gallery', preferenceStore.getState().shortcuts)
  if (command === undefined || (command.room !== 'gallery' && !command.id.startsWith('edit.'))) return
  event.preventDefault()
  if (command.id === 'gallery.full-screen') setFullScreen(false)
  else if (canRun(command.id)) runCommand(command.id)
}

function Caption({ asset, place }: { readonly asset: Asset; readonly place: number }): ReactNode {
  const { t } = useTranslation()
  const { actions, list } = useGallery()
  return (
    <>
      <bdi className={styles.name}>{asset.name}</bdi>
      <span className={styles.dim} role="status" data-testid="full-place">
        <bdi>{t('gallery.placeOf', { place: place + 1, count: list.count })}</bdi>
      </span>
      <span className={styles.end}>
        <span className="visually-hidden" role="status">
          <Stars rating={asset.rating} label={t('gallery.stars', { count: asset.rating })} />
        </span>
        {asset.flag !== null && <bdi className={styles.dim}>{t(`gallery.flagged.${asset.flag}`)}</bdi>}
        <Rating rating={asset.rating} onRate={(rating) => actions.mark({ rating })} />
      </span>
    </>
  )
}

function IconClose(): ReactNode {
  const { t } = useTranslation()
  return (
    <IconButton label={t('app.close')} onClick={() => setFullScreen(false)} data-testid="full-close">
      <X size={16} />
    </IconButton>
  )
}

function Picture({ asset }: { readonly asset: Asset }): ReactNode {
  const studio = useStudio()
  const { windowRef, viewport, isFit, toFit, toActualSize, ...controls } = useViewport({ width: asset.width, height: asset.height })
  const { onPointerDown, onPointerMove, onPointerUp, onPointerCancel } = controls
  const place = {
    width: asset.width * viewport.scale,
    height: asset.height * viewport.scale,
    transform: `translate(${viewport.x}px, ${viewport.y}px)`,
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: zooming and panning are for the hand; the whole picture is there without.
    <div
      ref={windowRef}
      className={styles.window}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerCancel}
      onDoubleClick={isFit ? toActualSize : toFit}
    >
      <div className={styles.picture} style={place}>
        <img src={studio.mediaUrl(asset.hash, 'large')} alt="" draggable={false} />
        {SHOWN_TYPES.has(asset.type) && (
          <img src={studio.mediaUrl(asset.hash, 'original')} alt={asset.name} draggable={false} data-testid="full-picture" />
        )}
      </div>
    </div>
  )
}

interface StepsProps {
  readonly place: number
  readonly count: number
  readonly onStep: (by: number) => void
}

function Steps({ place, count, onStep }: StepsProps): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <IconButton label={t('gallery.previous')} className={styles.previous} disabled={place <= 0} onClick={() => onStep(-1)}>
        <ChevronLeft size={20} />
      </IconButton>
      <IconButton label={t('gallery.next')} className={styles.next} disabled={place >= count - 1} onClick={() => onStep(1)}>
        <ChevronRight size={20} />
      </IconButton>
    </>
  )
}
