import { Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import { Button } from '../ui/button.tsx'
import { Section } from '../ui/section.tsx'
import styles from './inspector.module.css'

/** What is left after a draft that came to nothing, and the details for whoever is asked for help. */
export function KeptSection({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const [isCopied, setCopied] = useState(false)
  const { error, id, attempts } = job
  const details = JSON.stringify({ job: id, attempts, ...error }, null, 2)
  return (
    <Section id="try-on.kept" title={t('kept.title')}>
      <dl className={styles.facts}>
        <div>
          <dt>{t('tryOn.person')}</dt>
          <dd>{t('kept.photo')}</dd>
        </div>
        <div>
          <dt>{t('tryOn.garment')}</dt>
          <dd>{t('kept.photo')}</dd>
        </div>
        {error !== null && (
          <div>
            <dt>{t('kept.report')}</dt>
            <dd>
              <Button kind="line" onClick={() => void navigator.clipboard.writeText(details).then(() => setCopied(true))}>
                <Copy size={14} aria-hidden />
                <span role="status">{t(isCopied ? 'kept.copied' : 'kept.copy')}</span>
              </Button>
            </dd>
          </div>
        )}
      </dl>
    </Section>
  )
}
