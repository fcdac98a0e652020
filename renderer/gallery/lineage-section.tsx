import { RotateCcw } from 'lucide-react'
import { Fragment, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset, Lineage } from '../../app/domain/asset.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { inputRoleText } from '../providers/role-text.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import styles from './detail.module.css'
import { useGallery } from './gallery-context.tsx'
import { setSelection } from './gallery-store.ts'

/** What a picture was made of, and the way back to where it was made. Nothing for one that was brought in. */
export function LineageSection({ asset }: { readonly asset: Asset }): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const { actions } = useGallery()
  const { lineage } = asset
  if (lineage === null) return null
  const show = (id: AssetId): void => {
    setSelection({ chosen: new Set([id]), current: id, anchor: id })
  }
  return (
    <Section id="gallery.lineage" title={t('gallery.lineage')} testId="lineage">
      <div className={styles.lineage} dir="ltr">
        {lineage.parents.map((parent, index) => (
          <Fragment key={`${parent.role} ${parent.assetId}`}>
            {index > 0 && <span aria-hidden>+</span>}
            <Parent parent={parent} onShow={show} />
          </Fragment>
        ))}
        <span className={styles.thread} aria-hidden />
        <img
          src={studio.mediaUrl(asset.hash, 'small')}
          alt={t(`gallery.origin.${asset.origin}`)}
          className={styles.made}
          draggable={false}
        />
      </div>
      {(lineage.kind === 'try-on' || lineage.kind === 'final-try-on') && (
        <Button kind="line" onClick={() => actions.openInTryOn(asset)} data-testid="open-try-on">
          <RotateCcw size={16} aria-hidden />
          {t('gallery.openTryOn')}
        </Button>
      )}
    </Section>
  )
}

interface ParentProps {
  readonly parent: Lineage['parents'][number]
  readonly onShow: (id: AssetId) => void
}

function Parent({ parent, onShow }: ParentProps): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const [isGone, setGone] = useState(false)
  const name = inputRoleText(t, parent.role)
  return (
    <button
      type="button"
      className={styles.parent}
      aria-label={isGone ? `${name}: ${t('gallery.parentGone')}` : name}
      title={name}
      disabled={isGone}
      onClick={() => onShow(parent.assetId)}
    >
      {!isGone && <img src={studio.mediaUrl(parent.hash, 'small')} alt="" draggable={false} onError={() => setGone(true)} />}
    </button>
  )
}
