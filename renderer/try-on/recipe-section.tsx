import clsx from 'clsx'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import type { DraftedGarment, TryOnOptions, TryOnResult, WornGarment } from '../../app/domain/try-on.ts'
import { useFormat } from '../language/use-format.ts'
import { Num } from '../ui/num.tsx'
import { Section } from '../ui/section.tsx'
import styles from './inspector.module.css'
import own from './outfit.module.css'

/** What a draft was started with, as the core checked it. */
function startedWith(job: JobSummary): { readonly options: TryOnOptions; readonly garments: readonly WornGarment[] } {
  return job.payload as unknown as { readonly options: TryOnOptions; readonly garments: readonly WornGarment[] }
}

/** What a draft was made with: enough to make it again. */
export function RecipeSection({ job, draft }: { readonly job: JobSummary; readonly draft: TryOnResult }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { options, garments } = startedWith(job)
  const isOutfit = draft.garments.length > 1
  return (
    <Section id="try-on.recipe" title={t('recipe.title')}>
      {draft.garments.map((garment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a draft does not change; its garments are told by their places.
        <GarmentRecipe key={index} garment={garment} asked={garments[index]} allowed={options.maxRetries + 1} />
      ))}
      <dl className={styles.facts}>
        {isOutfit && <Fact name={t('tuck.label')}>{t(`tuck.${options.tuck}`)}</Fact>}
        <Fact name={t('recipe.size')}>
          <Num>{t('unit.size', { width: draft.width, height: draft.height })}</Num>
        </Fact>
        <Fact name={t('recipe.threshold')}>
          <Num>{format.number(options.qualityThreshold, 2)}</Num>
        </Fact>
      </dl>
    </Section>
  )
}

interface GarmentRecipeProps {
  readonly garment: DraftedGarment
  /** Undefined for a draft that did not store it. */
  readonly asked: WornGarment | undefined
  /** Tries. */
  readonly allowed: number
}

function GarmentRecipe({ garment, asked, allowed }: GarmentRecipeProps): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { type, kind, confidence, strategy, retries } = garment
  const { garmentType = 'auto', front = 'closed' } = asked ?? {}
  return (
    <dl className={clsx(styles.facts, own.recipe)}>
      <Fact name={t('found.garment')}>{t('found.garmentValue', { type: t(`garmentType.${type}`), kind: t(`garmentKind.${kind}`) })}</Fact>
      <Fact name={t('recipe.type')}>{garmentType === 'auto' ? t('draftSettings.auto') : t(`garmentType.${garmentType}`)}</Fact>
      {front === 'open' && <Fact name={t('stack.front')}>{t('stack.open')}</Fact>}
      <Fact name={t('found.confidence')}>
        <Num>{format.percent(confidence)}</Num>
      </Fact>
      <Fact name={t('found.fit')}>{t(`strategy.${strategy}`)}</Fact>
      <Fact name={t('recipe.tries')}>{t('recipe.triesValue', { used: format.number(retries + 1), allowed: format.number(allowed) })}</Fact>
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
