import { Check, Grid3x3, Layers2, LocateFixed, PersonStanding } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import menu from '../ui/menu.module.css'
import styles from './overlays.module.css'
import { hasOverlay, MASK_OVERLAYS, SHAPE_OVERLAYS } from './overlays.ts'
import { tryOnStore } from './try-on-store.ts'

const ICONS = { pose: PersonStanding, mesh: Grid3x3, anchors: LocateFixed } as const

/** Switches for what is laid over the picture. What a draft does not have cannot be switched on and says why. */
export function OverlayToggles({ found }: { readonly found: DraftOverlays | undefined }): ReactNode {
  const { t } = useTranslation()
  const { overlays, toggleOverlay } = useStore(tryOnStore)
  const lacking = t(found?.isCleaned === true ? 'overlay.cleaned' : 'overlay.none')
  return (
    // biome-ignore lint/a11y/useSemanticElements: switches in a bar are no fieldset of a form.
    <span className={styles.toggles} role="group" aria-label={t('overlay.label')}>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          className={styles.toggle}
          data-on={MASK_OVERLAYS.some((overlay) => overlays.includes(overlay))}
          data-testid="masks-menu"
          title={t('overlay.masks')}
        >
          <Layers2 size={16} aria-hidden />
          <span className={styles.word}>{t('overlay.masks')}</span>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} align="start" sideOffset={4} aria-label={t('overlay.masks')}>
            {MASK_OVERLAYS.map((overlay) => (
              <DropdownMenu.CheckboxItem
                key={overlay}
                className={menu.item}
                checked={overlays.includes(overlay)}
                disabled={!hasOverlay(overlay, found)}
                data-testid={`mask-${overlay}`}
                onCheckedChange={() => toggleOverlay(overlay)}
                // Several are switched in one go.
                onSelect={(event) => event.preventDefault()}
              >
                <span className={menu.mark}>
                  <DropdownMenu.ItemIndicator>
                    <Check size={14} aria-hidden />
                  </DropdownMenu.ItemIndicator>
                </span>
                <bdi>{t(`overlay.${overlay}`)}</bdi>
              </DropdownMenu.CheckboxItem>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {SHAPE_OVERLAYS.map((overlay) => {
        const Icon = ICONS[overlay]
        const isThere = hasOverlay(overlay, found)
        return (
          <button
            key={overlay}
            type="button"
            className={styles.toggle}
            aria-pressed={isThere && overlays.includes(overlay)}
            disabled={!isThere}
            title={isThere ? t(`overlay.${overlay}`) : `${t(`overlay.${overlay}`)}: ${lacking}`}
            data-testid={`toggle-${overlay}`}
            onClick={() => toggleOverlay(overlay)}
          >
            <Icon size={16} aria-hidden />
            <span className={styles.word}>{t(`overlay.${overlay}`)}</span>
          </button>
        )
      })}
    </span>
  )
}
