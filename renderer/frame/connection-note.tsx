import { RefreshCw, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHost } from '../studio/queries.ts'
import { useConnection } from '../studio/studio-context.tsx'
import { Button } from '../ui/button.tsx'
import styles from './frame.module.css'

/** Says when the studio cannot be reached, or when this page is older than it. */
export function ConnectionNote(): ReactNode {
  const { t } = useTranslation()
  const connection = useConnection()
  const host = useHost()
  // The build this page came with is the first one it hears of; another one later means that the studio was updated under it.
  const [firstBuild, setFirstBuild] = useState<string | undefined>(undefined)
  const build = host.data?.buildId
  if (build !== undefined && firstBuild === undefined) setFirstBuild(build)
  const isStale = build !== undefined && firstBuild !== undefined && build !== firstBuild
  if (connection === 'lost' || connection === 'refused') return <Note text={t(connection === 'lost' ? 'app.lost' : 'app.refused')} />
  if (isStale) return <Note text={t('app.stale')} action={{ label: t('app.reload'), run: () => location.reload() }} />
  return null
}

function Note({
  text,
  action,
}: {
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}): ReactNode {
  return (
    <div className={styles.note} role="alert">
      <TriangleAlert size={16} aria-hidden />
      <span>{text}</span>
      {action !== undefined && (
        <Button kind="line" onClick={action.run}>
          <RefreshCw size={16} aria-hidden />
          {action.label}
        </Button>
      )}
    </div>
  )
}
