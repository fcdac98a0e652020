import { Type } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import type { Fill } from '../../../app/domain/document/fill.ts'
import type { Layer } from '../../../app/domain/document/layer.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { useEdit } from '../edit-context.tsx'
import { layerOf } from '../session/editor.ts'
import styles from './layers.module.css'

/** A layer in small. */
export function LayerThumb({ layer }: { readonly layer: Layer }): ReactNode {
  const studio = useStudio()
  const behind = useEdit(({ document }) =>
    layer.kind === 'background' && layer.fill.kind === 'blurred' ? layerOf(document, layer.fill.layerId) : null,
  )
  if (layer.kind === 'text') {
    return (
      <span className={styles.thumb} aria-hidden>
        <Type size={16} />
      </span>
    )
  }
  const shown = layer.kind === 'background' ? (layer.fill.kind === 'picture' ? layer.fill : behind) : layer
  const hash = shown !== null && 'picture' in shown ? shown.picture.hash : null
  if (hash !== null) return <img className={styles.thumb} src={studio.mediaUrl(hash, 'small')} alt="" loading="lazy" draggable={false} />
  const fill = layer.kind === 'background' ? layer.fill : null
  return <span className={styles.thumb} style={fill === null ? undefined : ({ background: cssOf(fill) } as CSSProperties)} aria-hidden />
}

/** A fill in the words of CSS, close enough for a patch. */
export function cssOf(fill: Fill): string {
  if (fill.kind === 'colour') return fill.colour
  if (fill.kind !== 'linear' && fill.kind !== 'radial') return 'none'
  const stops = fill.stops.map(({ at, colour }) => `${colour} ${at * 100}%`).join(', ')
  return fill.kind === 'linear'
    ? `linear-gradient(${fill.angle + 90}deg, ${stops})`
    : `radial-gradient(circle at ${fill.x * 100}% ${fill.y * 100}%, ${stops})`
}
