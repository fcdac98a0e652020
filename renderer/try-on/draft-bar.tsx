import { Clapperboard, Expand, Maximize, Minus, Plus, SquarePen } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { brushStore } from '../brush/brush-store.ts'
import type { ViewportControls } from '../canvas/use-viewport.ts'
import { useOpenPictures } from '../edit/use-open-pictures.ts'
import { go } from '../frame/route.ts'
import { useFormat } from '../language/use-format.ts'
import { IconButton } from '../ui/button.tsx'
import { Num } from '../ui/num.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { BrushToggle } from './brush-toggle.tsx'
import { OverlayToggles } from './overlay-toggles.tsx'
import styles from './stage.module.css'
import { tryOnStore } from './try-on-store.ts'

/** The bar over a finished draft: how it is compared, what lies over it, how large it is. */
export function DraftBar({
  controls,
  found,
  picture,
}: {
  readonly controls: ViewportControls
  readonly found: DraftOverlays | undefined
  /** Of the draft, in the library. */
  readonly picture: AssetId
}): ReactNode {
  const { t } = useTranslation()
  const { view, setView } = useStore(tryOnStore)
  const putAway = useStore(brushStore, (state) => state.putAway)
  const format = useFormat()
  const openPictures = useOpenPictures()
  return (
    <div className={styles.bar}>
      <Segmented
        label={t('view.label')}
        value={view}
        onChange={(next) => {
          // While a brush is in hand the stage shows what is painted on.
          putAway()
          setView(next)
        }}
        options={[
          { value: 'result', label: t('view.result') },
          { value: 'compare', label: t('view.compare') },
          { value: 'side-by-side', label: t('view.sideBySide') },
        ]}
      />
      <span className={styles.divider} />
      <OverlayToggles found={found} />
      <BrushToggle />
      <span className={styles.end}>
        <IconButton label={t('tryOn.edit')} onClick={() => openPictures({ pictures: [picture] })} data-testid="edit-draft">
          <SquarePen size={16} />
        </IconButton>
        <IconButton label={t('gallery.makeVideo')} onClick={() => go('video', picture)} data-testid="draft-video">
          <Clapperboard size={16} />
        </IconButton>
        <span className={styles.divider} />
        <IconButton label={t('view.zoomOut')} onClick={() => controls.zoomBy(0.8)}>
          <Minus size={16} />
        </IconButton>
        <span className={styles.percent} data-testid="zoom">
          <Num>{format.percent(controls.viewport.scale * devicePixelRatio)}</Num>
        </span>
        <IconButton label={t('view.zoomIn')} onClick={() => controls.zoomBy(1.25)}>
          <Plus size={16} />
        </IconButton>
        <IconButton label={t('view.fit')} aria-pressed={controls.isFit} onClick={controls.isFit ? controls.toFill : controls.toFit}>
          {controls.isFit ? <Expand size={16} /> : <Maximize size={16} />}
        </IconButton>
      </span>
    </div>
  )
}
