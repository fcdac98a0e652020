import { Eye, Maximize, Minus, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import { useViewport } from '../canvas/use-viewport.ts'
import { useCommands } from '../commands/command-handlers.ts'
import { useFormat } from '../language/use-format.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Num } from '../ui/num.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { CompareDivider } from './compare-divider.tsx'
import styles from './stage.module.css'
import { tryOnStore } from './try-on-store.ts'

/** A finished draft: alone or against the photo it was made on, zoomable, with the edit mask as an overlay. */
export function DraftView({ draft }: { readonly draft: TryOnResult }): ReactNode {
  const { t } = useTranslation()
  const { view, setView } = useStore(tryOnStore)
  const format = useFormat()
  const [divider, setDivider] = useState(0.5)
  const [isMaskShown, setMaskShown] = useState(false)
  const controls = useViewport(draft)
  useCommands({
    'view.compare': { run: () => setView(view === 'compare' ? 'result' : 'compare') },
    'view.mask': { run: () => setMaskShown(!isMaskShown) },
    'view.fit': { run: controls.toFit },
    'view.actual-size': { run: controls.toActualSize },
    'view.zoom-in': { run: () => controls.zoomBy(1.25) },
    'view.zoom-out': { run: () => controls.zoomBy(0.8) },
  })
  return (
    <>
      <div className={styles.bar}>
        <Segmented
          label={t('view.label')}
          value={view}
          onChange={setView}
          options={[
            { value: 'result', label: t('view.result') },
            { value: 'compare', label: t('view.compare') },
          ]}
        />
        <span className={styles.divider} />
        <Button kind="quiet" aria-pressed={isMaskShown} className={styles.toggle} onClick={() => setMaskShown(!isMaskShown)}>
          <Eye size={16} aria-hidden />
          {t('view.mask')}
        </Button>
        <span className={styles.end}>
          <IconButton label={t('view.zoomOut')} onClick={() => controls.zoomBy(0.8)}>
            <Minus size={16} />
          </IconButton>
          <span className={styles.percent}>
            <Num>{format.percent(controls.viewport.scale * devicePixelRatio)}</Num>
          </span>
          <IconButton label={t('view.zoomIn')} onClick={() => controls.zoomBy(1.25)}>
            <Plus size={16} />
          </IconButton>
          <IconButton label={t('view.fit')} aria-pressed={controls.isFit} onClick={controls.toFit}>
            <Maximize size={16} />
          </IconButton>
        </span>
      </div>
      <DraftCanvas
        draft={draft}
        controls={controls}
        divider={divider}
        onDivider={setDivider}
        isMaskShown={isMaskShown}
        isCompared={view === 'compare'}
      />
    </>
  )
}

interface DraftCanvasProps {
  readonly draft: TryOnResult
  readonly controls: ReturnType<typeof useViewport>
  readonly divider: number
  readonly onDivider: (share: number) => void
  readonly isMaskShown: boolean
  readonly isCompared: boolean
}

function DraftCanvas({ draft, controls, divider, onDivider, isMaskShown, isCompared }: DraftCanvasProps): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const { viewport } = controls
  const place = {
    width: draft.width * viewport.scale,
    height: draft.height * viewport.scale,
    transform: `translate(${viewport.x}px, ${viewport.y}px)`,
  }
  const mask = `url("${studio.mediaUrl(draft.editMask, 'artifact')}")`
  return (
    // biome-ignore lint/a11y/useSemanticElements: a canvas to pan and zoom is no fieldset.
    <div
      ref={controls.windowRef}
      className={styles.window}
      dir="ltr"
      data-canvas
      role="group"
      aria-label={t('view.after')}
      data-testid="draft-stage"
      onPointerDown={controls.onPointerDown}
      onPointerMove={controls.onPointerMove}
      onDoubleClick={controls.toFit}
    >
      <div className={styles.picture} style={place}>
        <img src={studio.mediaUrl(draft.draft.hash, 'original')} alt={t('view.after')} draggable={false} data-testid="draft-picture" />
        {isMaskShown && <div className={styles.mask} style={{ maskImage: mask }} data-testid="mask-overlay" />}
        {isCompared && (
          <img
            src={studio.mediaUrl(draft.before.replace('sha256-', ''), 'artifact')}
            alt={t('view.before')}
            draggable={false}
            data-testid="before-picture"
            style={{ clipPath: `inset(0 ${(1 - divider) * 100}% 0 0)` }}
          />
        )}
        {isCompared && <CompareDivider share={divider} onChange={onDivider} />}
      </div>
      {isCompared && (
        <span className={styles.plateStart}>
          <bdi>{t('view.before')}</bdi>
        </span>
      )}
      <span className={styles.plateEnd}>
        <bdi>{t('view.after')}</bdi>
      </span>
    </div>
  )
}
