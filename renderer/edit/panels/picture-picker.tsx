import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '../../../app/domain/asset.ts'
import { useImports, useNamedPictures } from '../../studio/queries.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './picker.module.css'

interface PicturePickerProps {
  readonly label: string
  readonly onPick: (asset: Asset) => void
  readonly onClose: () => void
}

/** Chooses a picture of the library, the newest first, or by its name. */
export function PicturePicker({ label, onPick, onClose }: PicturePickerProps): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const [text, setText] = useState('')
  const newest = useImports().data?.assets ?? []
  const named = useNamedPictures(text, 48, 'picture').data?.assets ?? []
  const shown = text === '' ? newest : named
  return (
    <Dialog label={label} kind="sheet" onClose={onClose} className={styles.sheet}>
      <div className={styles.body}>
        <input
          className={styles.search}
          type="search"
          aria-label={t('edit.findPicture')}
          placeholder={t('edit.findPicture')}
          value={text}
          dir="auto"
          onChange={(event) => setText(event.target.value)}
        />
        {shown.length === 0 && <p className={styles.none}>{t('edit.noPictures')}</p>}
        <div className={styles.grid}>
          {shown.map((asset) => (
            <button
              key={asset.id}
              type="button"
              title={asset.name}
              aria-label={asset.name}
              data-testid="pick-picture"
              onClick={() => {
                onPick(asset)
                onClose()
              }}
            >
              <img src={studio.mediaUrl(asset.hash, 'small')} alt="" loading="lazy" draggable={false} />
            </button>
          ))}
        </div>
      </div>
    </Dialog>
  )
}
