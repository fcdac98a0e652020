import { useQueryClient } from '@tanstack/react-query'
import { RefreshCw, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useHost } from '../studio/queries.ts'
import { hostKey } from '../studio/query-keys.ts'
import { useConnection } from '../studio/studio-context.tsx'
import { Button } from '../ui/button.tsx'
import styles from './frame.module.css'

/** The build that this page is of; a page that no build made says none. */
const PAGE_BUILD = document.querySelector<HTMLMetaElement>('meta[name="drape-build"]')?.content

/** Says when the studio cannot be reached, or when this page is of another build than the one it would get now. */
export function ConnectionNote(): ReactNode {
  const { t } = useTranslation()
  const connection = useConnection()
  const build = useHost().data?.buildId
  useAskOnMissingFile()
  if (connection === 'lost' || connection === 'refused') return <Note text={t(connection === 'lost' ? 'app.lost' : 'app.refused')} />
  if (build === undefined || PAGE_BUILD === undefined || build === PAGE_BUILD) return null
  return <Note text={t('app.stale')} action={{ label: t('app.reload'), run: () => location.reload() }} />
}

/** A file of the page that is not there any more is the sign of another build under a host that has not been away. */
function useAskOnMissingFile(): void {
  const queries = useQueryClient()
  useEffect(() => {
    const ask = (): void => void queries.invalidateQueries({ queryKey: hostKey })
    addEventListener('vite:preloadError', ask)
    return () => removeEventListener('vite:preloadError', ask)
  }, [queries])
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
