import type { ReactNode } from 'react'
import type { Asset } from '../../app/domain/asset.ts'
import { useStudio } from '../studio/studio-context.tsx'
import styles from './full-screen.module.css'

/** A clip over the whole window, with the controls of the browser; its poster where the browser cannot play it. */
export function ClipView({ asset }: { readonly asset: Asset }): ReactNode {
  const studio = useStudio()
  return (
    <div className={styles.clip} dir="ltr">
      {/* biome-ignore lint/a11y/useMediaCaption: what people bring in has no captions. */}
      <video
        key={asset.hash}
        src={studio.mediaUrl(asset.hash, 'original')}
        poster={studio.mediaUrl(asset.hash, 'large')}
        aria-label={asset.name}
        controls
        preload="metadata"
        data-testid="full-clip"
      />
    </div>
  )
}
