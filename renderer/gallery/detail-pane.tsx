import { Brush, Clapperboard, Download, Flag, FlagOff, FolderOpen, Maximize2, Shirt, Sparkles, Trash2, Undo2, User } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '../../app/domain/asset.ts'
import { runCommand } from '../commands/command-handlers.ts'
import { PanelHead, SidePanel } from '../frame/room-layout.tsx'
import { useHost } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import styles from './detail.module.css'
import { useGallery } from './gallery-context.tsx'
import { setFullScreen } from './gallery-store.ts'
import { LineageSection } from './lineage-section.tsx'
import { PictureFacts } from './picture-facts.tsx'
import { Rating } from './stars.tsx'

/** What is known of the picture the keys are at, and what can be done with it. */
export function DetailPane(): ReactNode {
  const { t } = useTranslation()
  const { current: asset } = useGallery()
  return (
    <SidePanel side="end" label={t('gallery.details')}>
      {asset === undefined ? (
        <>
          <PanelHead title={t('gallery.details')} />
          <p className={styles.pick}>{t('gallery.chooseOne')}</p>
        </>
      ) : (
        <PictureDetails asset={asset} />
      )}
    </SidePanel>
  )
}

function PictureDetails({ asset }: { readonly asset: Asset }): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const { actions } = useGallery()
  return (
    <>
      <PanelHead title={<bdi>{asset.name}</bdi>}>
        <IconButton
          label={t('gallery.pick')}
          aria-pressed={asset.flag === 'pick'}
          onClick={() => actions.mark({ flag: asset.flag === 'pick' ? null : 'pick' })}
        >
          <Flag size={16} />
        </IconButton>
        <IconButton
          label={t('gallery.reject')}
          aria-pressed={asset.flag === 'reject'}
          onClick={() => actions.mark({ flag: asset.flag === 'reject' ? null : 'reject' })}
        >
          <FlagOff size={16} />
        </IconButton>
      </PanelHead>
      <button type="button" className={styles.picture} aria-label={t('gallery.fullScreen')} onClick={() => setFullScreen(true)}>
        <img src={studio.mediaUrl(asset.hash, 'large')} alt="" draggable={false} data-testid="detail-picture" />
      </button>
      <div className={styles.bar}>
        <Rating rating={asset.rating} onRate={(rating) => actions.mark({ rating })} />
        <span className={styles.tag}>{asset.clip === null ? t(`gallery.origin.${asset.origin}`) : t('gallery.clip')}</span>
        <FileActions asset={asset} />
      </div>
      <LineageSection asset={asset} />
      {asset.trashedAt === null && (
        <div className={styles.uses}>
          {asset.clip === null && (
            <Button kind="line" onClick={() => runCommand('gallery.edit')} data-testid="edit-picture">
              <Brush size={16} aria-hidden />
              {t('gallery.edit')}
            </Button>
          )}
          {asset.clip === null && (
            <Button kind="line" onClick={() => runCommand('gallery.create')} data-testid="open-in-create">
              <Sparkles size={16} aria-hidden />
              {t('gallery.openInCreate')}
            </Button>
          )}
          <Button kind="line" onClick={() => runCommand('gallery.video')} data-testid="open-in-video">
            <Clapperboard size={16} aria-hidden />
            {t(asset.clip === null ? 'gallery.makeVideo' : 'gallery.openInVideo')}
          </Button>
        </div>
      )}
      {asset.trashedAt === null && asset.clip === null && asset.origin !== 'result' && (
        <div className={styles.uses}>
          <Button kind="line" onClick={() => actions.takeAs('person')} data-testid="as-person">
            <User size={16} aria-hidden />
            {t('gallery.asPerson')}
          </Button>
          <Button kind="line" onClick={() => actions.takeAs('garment')} data-testid="as-garment">
            <Shirt size={16} aria-hidden />
            {t('gallery.asGarment')}
          </Button>
        </div>
      )}
      <Section id="gallery.facts" title={t('gallery.facts')} testId="facts">
        <PictureFacts asset={asset} />
      </Section>
    </>
  )
}

function FileActions({ asset }: { readonly asset: Asset }): ReactNode {
  const { t } = useTranslation()
  const { actions } = useGallery()
  const host = useHost().data?.capabilities
  return (
    <span className={styles.end}>
      {host?.revealInFolder === true && (
        <IconButton label={t('gallery.reveal')} onClick={() => runCommand('gallery.reveal')}>
          <FolderOpen size={16} />
        </IconButton>
      )}
      {host?.nativeDialogs === true && (
        <IconButton label={t('gallery.saveCopy')} onClick={() => runCommand('gallery.save-copy')}>
          <Download size={16} />
        </IconButton>
      )}
      <IconButton label={t('gallery.fullScreen')} onClick={() => setFullScreen(true)}>
        <Maximize2 size={16} />
      </IconButton>
      {asset.trashedAt === null ? (
        <IconButton label={t('gallery.delete')} onClick={actions.trash} data-testid="detail-trash">
          <Trash2 size={16} />
        </IconButton>
      ) : (
        <IconButton label={t('gallery.restore')} onClick={actions.restore} data-testid="detail-restore">
          <Undo2 size={16} className="flip" />
        </IconButton>
      )}
    </span>
  )
}
