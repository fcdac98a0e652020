import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '../../app/domain/asset.ts'
import { PanelHead, SidePanel } from '../frame/room-layout.tsx'
import { PictureFacts } from '../gallery/picture-facts.tsx'
import { Section } from '../ui/section.tsx'
import { ExportHistory } from './export/export-history.tsx'
import { ClipStage } from './player/clip-stage.tsx'
import { TransportBar } from './player/transport-bar.tsx'
import { ClipBar } from './stage/stage-bar.tsx'
import { useVideoCommands } from './use-video-commands.ts'
import styles from './video.module.css'

/** A clip that was made of no still of the library: its player, and what is known of it. */
export function ClipWork({ clip }: { readonly clip: Asset }): ReactNode {
  const { t } = useTranslation()
  useVideoCommands({ render: () => undefined, isRenderable: false })
  return (
    <>
      <section className={styles.column} aria-label={t('video.stage')} data-testid="video-work" data-view="clip">
        <ClipBar clip={clip} />
        <ClipStage clip={clip} />
        <TransportBar clip={clip} />
      </section>
      <SidePanel side="end" label={t('gallery.details')}>
        <PanelHead title={<bdi>{clip.name}</bdi>} />
        <ExportHistory clips={[clip.id]} />
        <Section id="gallery.facts" title={t('gallery.facts')}>
          <PictureFacts asset={clip} />
        </Section>
      </SidePanel>
    </>
  )
}
