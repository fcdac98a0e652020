import { FolderOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { StudioError } from '../../../app/domain/errors.ts'
import type { JobId } from '../../../app/domain/ids.ts'
import type { PostFolder } from '../../../app/domain/video/clip-export-result.ts'
import { NETWORKS } from '../../../app/domain/video/networks.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { useHost } from '../../studio/queries.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { IconButton } from '../../ui/button.tsx'
import styles from './clip-export.module.css'

/** The folders that an export made for networks. */
export function PostList({ jobId, posts }: { readonly jobId: JobId; readonly posts: readonly PostFolder[] }): ReactNode {
  const { t } = useTranslation()
  const { desktop } = useStudio()
  const canOpen = useHost().data?.capabilities.revealInFolder === true
  if (posts.length === 0) return null
  const open = (network: string): void =>
    void desktop['host.open-post']({ jobId, network }).catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))
  return (
    <ul className={styles.posts} aria-label={t('video.export.posts')} data-testid="posts">
      {posts.map(({ network, folder }) => (
        <li key={network}>
          <b>{labelOf(network)}</b>
          <bdi dir="ltr" title={folder}>
            {folder}
          </bdi>
          {canOpen && (
            <IconButton
              label={t('video.export.openPost', { name: labelOf(network) })}
              onClick={() => open(network)}
              data-testid="open-post"
            >
              <FolderOpen size={16} />
            </IconButton>
          )}
        </li>
      ))}
    </ul>
  )
}

const labelOf = (network: string): string => NETWORKS.networks.find(({ id }) => id === network)?.label ?? network
