import { Brush, Clapperboard, Columns2, Flag, Images, Shuffle, TextCursorInput, User } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '../../../app/domain/asset.ts'
import type { AssetId } from '../../../app/domain/ids.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { useCreate } from '../create-context.tsx'
import { createRoomStore } from '../create-store.ts'
import styles from './results.module.css'
import { useResultActions } from './use-result-actions.ts'

/** What can be done with the picture on the stage. */
export function ResultBar(): ReactNode {
  const { t } = useTranslation()
  const { cells } = useCreate()
  const asset = cells.shown?.kind === 'result' ? cells.shown.asset : undefined
  const { pick, vary, change, toEdit, toVideo, toTryOn, toGallery } = useResultActions()
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('create.stageTools')}>
      {asset === undefined ? (
        <span className={styles.dim}>{t('create.noneShown')}</span>
      ) : (
        <>
          <CompareTools asset={asset} />
          <IconButton label={t('gallery.pick')} aria-pressed={asset.flag === 'pick'} onClick={() => pick(asset)} data-testid="pick-result">
            <Flag size={16} />
          </IconButton>
          <span className={styles.end}>
            <Button kind="quiet" className={styles.tool} onClick={() => vary(asset)} data-testid="vary">
              <Shuffle size={16} aria-hidden />
              {t('create.vary')}
            </Button>
            <Button kind="quiet" className={styles.tool} onClick={() => change(asset)} data-testid="change-by-words">
              <TextCursorInput size={16} aria-hidden />
              {t('create.change')}
            </Button>
            <span className={styles.divider} />
            <IconButton label={t('gallery.edit')} onClick={() => toEdit(asset)} data-testid="result-edit">
              <Brush size={16} />
            </IconButton>
            <IconButton label={t('gallery.makeVideo')} onClick={() => toVideo(asset)} data-testid="result-video">
              <Clapperboard size={16} />
            </IconButton>
            <IconButton label={t('create.toTryOn')} onClick={() => toTryOn(asset)} data-testid="result-try-on">
              <User size={16} />
            </IconButton>
            <IconButton label={t('create.toGallery')} onClick={() => toGallery(asset)} data-testid="result-gallery">
              <Images size={16} />
            </IconButton>
          </span>
        </>
      )}
    </div>
  )
}

/** Two pictures side by side, and which the second is. */
function CompareTools({ asset }: { readonly asset: Asset }): ReactNode {
  const { t } = useTranslation()
  const { cells } = useCreate()
  const { compare } = useResultActions()
  const others = cells.pictures.filter(({ id }) => id !== asset.id)
  return (
    <>
      <Button
        kind="quiet"
        className={styles.tool}
        aria-pressed={cells.beside !== undefined}
        disabled={others.length === 0}
        onClick={() => compare(asset, others)}
        data-testid="compare-results"
      >
        <Columns2 size={16} aria-hidden />
        {t('video.compare')}
      </Button>
      {cells.beside !== undefined && (
        <SelectField<AssetId>
          label={t('video.compareWith')}
          labelled="inside"
          value={cells.beside.id}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => createRoomStore.setState({ beside: id })}
          testId="compare-with"
        />
      )}
    </>
  )
}
