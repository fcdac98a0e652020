import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Asset } from '../../../app/domain/asset.ts'
import { outputSize } from '../../../app/domain/video/clip-recipe.ts'
import type { PlanPreview } from '../../../app/domain/video/export-plan.ts'
import { type ClipRatio, networksOf } from '../../../app/domain/video/networks.ts'
import { useFormat } from '../../language/use-format.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Num } from '../../ui/num.tsx'
import { SafeAreas } from '../safe-areas.tsx'
import { chosenNetworks, clipChoices, setShape } from './clip-choices.ts'
import styles from './clip-export.module.css'
import { boxAt, partAt, placeOf, windowOf } from './crop-place.ts'
import { MarkPreview } from './mark-preview.tsx'
import { useCropHand } from './use-crop-hand.ts'

interface CropPreviewProps {
  readonly clip: Asset
  readonly ratio: ClipRatio
  /** Null while nothing is known of it. */
  readonly planned: PlanPreview['outputs'][number] | undefined
}

/** One shape: what of the clip it shows, where networks lay their own things over it, and where the mark lies. */
export function CropPreview({ clip, ratio, planned }: CropPreviewProps): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const shape = useStore(clipChoices, (choices) => choices.shapes[ratio])
  const shortSidePx = useStore(clipChoices, (choices) => choices.shortSidePx)
  const size = planned ?? outputSize(ratio, shortSidePx)
  const chosen = useStore(clipChoices, ({ networks }) => networks)
  const names = networksOf(ratio, chosenNetworks({ networks: chosen }, ratio))
    .map(({ label }) => label)
    .join(', ')
  return (
    <figure className={styles.preview} data-ratio={ratio} data-wanted={shape.isWanted} data-testid={`shape-${ratio}`}>
      <div className={styles.box}>
        <Frame clip={clip} ratio={ratio} planned={planned} />
      </div>
      <figcaption>
        <label className={styles.caption}>
          <input
            type="checkbox"
            checked={shape.isWanted}
            onChange={(event) => setShape(ratio, { isWanted: event.target.checked })}
            data-testid={`want-${ratio}`}
          />
          <b>
            <bdi dir="ltr">{ratio}</bdi>
          </b>
          <Num>{t('unit.size', { width: size.width, height: size.height })}</Num>
        </label>
        <span className={styles.caption}>
          <span className={styles.networks}>{names}</span>
          {planned !== undefined && <Num>{t('video.export.about', { size: format.bytes(planned.bytes) })}</Num>}
        </span>
      </figcaption>
    </figure>
  )
}

function Frame({ clip, ratio, planned }: CropPreviewProps): ReactNode {
  const studio = useStudio()
  const shape = useStore(clipChoices, (choices) => choices.shapes[ratio])
  const chosen = useStore(clipChoices, (choices) => choices.networks)
  const [across = 1, down = 1] = ratio.split(':').map(Number)
  const window = windowOf(clip, across / down)
  // A shape that cannot hold the subject shows all of it, until somebody says where to cut.
  const isPadded = planned !== undefined && planned.fit !== 'crop' && shape.place === null
  const crop = boxAt(window, shape.place ?? placeOf(planned === undefined || isPadded ? window : partAt(planned, 0)))
  const box = isPadded ? partAt(planned, 0) : crop
  const hand = useCropHand({ ratio, box: crop, isCrop: shape.fit === 'crop' })
  const picture = studio.mediaUrl(clip.hash, 'large')
  return (
    <div
      className={styles.frame}
      style={{ '--ratio': String(across / down) } as CSSProperties}
      dir="ltr"
      data-testid={`crop-${ratio}`}
      {...hand}
    >
      {isPadded && planned.fit === 'blur' && <img className={styles.behind} src={picture} alt="" draggable={false} />}
      <span className={styles.shown} style={placed(isPadded ? planned.shown : WHOLE)}>
        <img
          src={picture}
          alt=""
          draggable={false}
          style={{
            width: `${100 / box.width}%`,
            height: `${100 / box.height}%`,
            left: `${(-100 * box.x) / box.width}%`,
            top: `${(-100 * box.y) / box.height}%`,
          }}
        />
      </span>
      <SafeAreas networks={networksOf(ratio, chosenNetworks({ networks: chosen }, ratio))} />
      {planned !== undefined && planned.mark !== null && <MarkPreview box={planned.mark} />}
    </div>
  )
}

const WHOLE = { x: 0, y: 0, width: 1, height: 1 }

const placed = ({ x, y, width, height }: PlanPreview['outputs'][number]['shown']): CSSProperties => ({
  left: `${100 * x}%`,
  top: `${100 * y}%`,
  width: `${100 * width}%`,
  height: `${100 * height}%`,
})
