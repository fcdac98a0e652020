import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import type { TryOnOptions, TryOnResult, WornGarment } from '../../app/domain/try-on.ts'
import { useFormat } from '../language/use-format.ts'
import { Num } from '../ui/num.tsx'
import { Section } from '../ui/section.tsx'
import styles from './inspector.module.css'

/** What a draft was started with, as the core checked it. */
function startedWith(job: JobSummary): { readonly options: TryOnOptions; readonly garments: readonly WornGarment[] } {
  return job.payload as unknown as { readonly options: TryOnOptions; readonly garments: readonly WornGarment[] }
}

/** What a draft was made with: enough to make it again. */
export function RecipeSection({ job, draft }: { readonly job: JobSummary; readonly draft: TryOnResult }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { options, garments } = startedWith(job)
  const { qualityThreshold, maxRetries } = options
  const [garment] = draft.garments
  if (garment === undefined) return null
  const garmentType = garments[0]?.garmentType ?? 'auto'
  const tries = { used: format.number(garment.retries + 1), allowed: format.number(maxRetries + 1) }
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('recipe.type'), garmentType === 'auto' ? t('draftSettings.auto') : t(`garmentType.${garmentType}`)],
    [t('found.garment'), t('found.garmentValue', { type: t(`garmentType.${garment.type}`), kind: t(`garmentKind.${garment.kind}`) })],
    [t('found.confidence'), <Num key="confidence">{format.percent(garment.confidence)}</Num>],
    [t('found.fit'), t(`strategy.${garment.strategy}`)],
    [t('recipe.size'), <Num key="size">{t('unit.size', { width: draft.width, height: draft.height })}</Num>],
    [t('recipe.threshold'), <Num key="threshold">{format.number(qualityThreshold, 2)}</Num>],
    [t('recipe.tries'), t('recipe.triesValue', tries)],
  ]
  return (
    <Section id="try-on.recipe" title={t('recipe.title')}>
      <dl className={styles.facts}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
