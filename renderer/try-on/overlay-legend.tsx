import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './overlays.module.css'
import { type Overlay, SHAPE_OVERLAYS } from './overlays.ts'
import type { ShownMask } from './use-overlays.ts'

/** What the colours and lines on the picture mean, in words. */
export function OverlayLegend({
  overlays,
  masks,
}: {
  readonly overlays: readonly Overlay[]
  readonly masks: readonly ShownMask[]
}): ReactNode {
  const { t } = useTranslation()
  const shapes = SHAPE_OVERLAYS.filter((overlay) => overlays.includes(overlay))
  if (shapes.length + masks.length === 0) return null
  return (
    <ul className={styles.legend} data-testid="legend">
      {masks.map(({ mask, overlay, colour }) => (
        <li key={mask}>
          <span className={styles.swatch} style={{ background: colour }} />
          <bdi>
            {overlay === 'layers' && mask.startsWith('layer-')
              ? t(`layer.${mask.replace('layer-', '')}` as 'layer.torso')
              : t(`overlay.${overlay}`)}
          </bdi>
        </li>
      ))}
      {shapes.map((overlay) => (
        <li key={overlay}>
          <bdi>{t(`overlay.${overlay}Legend`)}</bdi>
        </li>
      ))}
    </ul>
  )
}
