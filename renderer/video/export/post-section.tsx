import { useQuery } from '@tanstack/react-query'
import { FolderOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { StudioError } from '../../../app/domain/errors.ts'
import { NETWORKS } from '../../../app/domain/video/networks.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { useHost } from '../../studio/queries.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { clipChoices, setNetwork } from './clip-choices.ts'
import styles from './clip-export.module.css'

/** Networks that get a folder each with video, cover and words, ready to be posted. */
export function PostSection(): ReactNode {
  const { t } = useTranslation()
  const networks = useStore(clipChoices, (choices) => choices.networks)
  const caption = useStore(clipChoices, (choices) => choices.caption)
  return (
    <Section id="video.export.posts" title={t('video.export.posts')} aside={networks.length === 0 ? undefined : networks.length}>
      <div>
        {NETWORKS.networks.map((network) => (
          <label key={network.id} className={styles.tick}>
            <input
              type="checkbox"
              checked={networks.includes(network.id)}
              onChange={(event) => setNetwork(network, event.target.checked)}
              data-testid={`post-${network.id}`}
            />
            <span>{network.label}</span>
            <bdi dir="ltr">{network.ratio}</bdi>
          </label>
        ))}
      </div>
      {networks.length > 0 && (
        <>
          <label className={styles.stacked}>
            <span>{t('video.export.caption')}</span>
            <textarea
              className={styles.field}
              rows={4}
              dir="auto"
              maxLength={5000}
              value={caption}
              data-testid="post-caption"
              onChange={(event) => clipChoices.setState({ caption: event.target.value })}
            />
          </label>
          <PostFolder />
        </>
      )}
    </Section>
  )
}

export const exportFolderKey = ['host.export-folder'] as const

/** Where posts go: a folder that was chosen in the system’s own dialog, where there is one; else in the library. */
export function useExportFolder() {
  const { desktop } = useStudio()
  const canChoose = useHost().data?.capabilities.nativeDialogs === true
  return useQuery({
    queryKey: exportFolderKey,
    queryFn: ({ signal }) => desktop['host.export-folder']({}, { signal }),
    enabled: canChoose,
  })
}

function PostFolder(): ReactNode {
  const { t } = useTranslation()
  const { desktop } = useStudio()
  const canChoose = useHost().data?.capabilities.nativeDialogs === true
  const chosen = useExportFolder()
  const choose = async (): Promise<void> => {
    try {
      await desktop['host.choose-export-folder']({})
      await chosen.refetch()
    } catch (thrown) {
      reportProblem(StudioError.from(thrown))
    }
  }
  const folder = chosen.data?.folder ?? null
  return (
    <div className={styles.folder}>
      <FolderOpen size={16} aria-hidden />
      <span data-testid="post-folder">{folder === null ? t('video.export.libraryFolder') : <bdi dir="ltr">{folder}</bdi>}</span>
      {canChoose && (
        <Button kind="quiet" onClick={() => void choose()} data-testid="choose-post-folder">
          {t('video.export.changeFolder')}
        </Button>
      )}
    </div>
  )
}
