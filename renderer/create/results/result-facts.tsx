import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { hashOf } from '../../frame/route.ts'
import { moneyText } from '../../money/money-text.ts'
import { madeBy, resultOf } from '../../providers/generate-job.ts'
import { providerName } from '../../providers/provider-names.ts'
import { useModels } from '../../providers/queries.ts'
import { useJob } from '../../studio/queries.ts'
import { Num } from '../../ui/num.tsx'
import { Section } from '../../ui/section.tsx'
import { useCreate } from '../create-context.tsx'
import styles from './results.module.css'

/** How the picture on the stage was made, and what its job cost. */
export function ResultFacts(): ReactNode {
  const { t } = useTranslation()
  const { cells } = useCreate()
  const asset = cells.shown?.kind === 'result' ? cells.shown.asset : undefined
  const models = useModels().data
  const job = useJob(asset?.lineage?.jobId ?? null).data
  const made = asset === undefined ? null : madeBy(asset)
  if (asset === undefined || made === null) return null
  const cost = job === null || job === undefined ? null : resultOf(job)
  return (
    <Section id="create.facts" title={t('create.facts')} testId="result-facts">
      <dl className={styles.facts}>
        <div>
          <dt>{t('create.madeBy')}</dt>
          <dd>
            <bdi>{models?.find(({ id }) => id === made.model)?.label ?? made.model}</bdi> · <bdi>{providerName(made.provider)}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('gallery.pixels')}</dt>
          <dd>
            <Num>{t('unit.size', { width: asset.width, height: asset.height })}</Num>
          </dd>
        </div>
        {cost !== null && (
          <div data-testid="result-cost">
            <dt>{t('create.cost')}</dt>
            <dd>
              <Num>{moneyText(cost.chargeMicros)}</Num>{' '}
              {cost.assets.length > 1 && <span className={styles.dim}>{t('create.forAll', { count: cost.assets.length })}</span>}
            </dd>
          </div>
        )}
        {made.prompt !== '' && (
          <div className={styles.words}>
            <dt>{t('create.prompt')}</dt>
            <dd dir="auto">{made.prompt}</dd>
          </div>
        )}
      </dl>
      {asset.lineage !== null && (
        <a className={styles.link} href={hashOf('jobs', asset.lineage.jobId)}>
          {t('create.seeJob')}
        </a>
      )}
    </Section>
  )
}
