import { Check, TriangleAlert } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { FinalResult } from '../../app/domain/final/final-result.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { useFormat } from '../language/use-format.ts'
import { moneyText } from '../money/money-text.ts'
import { providerName } from '../providers/provider-names.ts'
import { useModels } from '../providers/queries.ts'
import { useAsset } from '../studio/queries.ts'
import truth from '../truth/truth.module.css'
import { TruthFinding } from '../truth/truth-finding.tsx'
import { inOrder, summaryOf } from '../truth/truth-of.ts'
import inspector from '../try-on/inspector.module.css'
import { tryOnStore } from '../try-on/try-on-store.ts'
import { Num } from '../ui/num.tsx'
import { Section } from '../ui/section.tsx'
import { finalWorkOf } from './final-of.ts'
import { Realism } from './final-options.tsx'

/** How good a final is: what was kept of the photo, how true it is to each garment, and what it took. */
export function FinalCard({ job, result }: { readonly job: JobSummary; readonly result: FinalResult }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const threshold = useStore(tryOnStore, (state) => state.settings.qualityThreshold)
  const isGood = result.verdict === 'ok' && result.score >= threshold
  return (
    <>
      <Section id="try-on.quality" title={t('quality.title')} testId="final-quality">
        <div className={inspector.score}>
          <span className={inspector.value} data-testid="final-score">
            <bdi dir="ltr">{format.number(result.score, 2)}</bdi>
          </span>
          <span>
            <strong className={isGood ? undefined : inspector.warn}>{t(isGood ? 'quality.good' : 'quality.low')}</strong>
            <small>{t('quality.threshold', { threshold: format.number(threshold, 2) })}</small>
          </span>
        </div>
        <div
          className={inspector.bar}
          dir="ltr"
          aria-hidden
          data-amount
          style={{ '--p': `${result.score * 100}%`, '--cap': `${threshold * 100}%` } as CSSProperties}
        >
          <i />
        </div>
        <ul className={inspector.truth}>
          <Kept job={job} result={result} />
        </ul>
        {result.truth.map((one) => (
          <div key={one.garmentId} className={truth.part} data-testid="final-truth">
            <h3 className={truth.title}>
              <GarmentName id={one.garmentId} />
            </h3>
            <p>{t(`truth.verdict.${summaryOf(one.report)}`)}</p>
            <ul className={truth.findings}>
              {inOrder(one.report.measures).map((measure) => (
                <TruthFinding key={measure.measure} measure={measure} found={undefined} offers="nothing" />
              ))}
            </ul>
          </div>
        ))}
      </Section>
      <Facts result={result} />
    </>
  )
}

function GarmentName({ id }: { readonly id: FinalResult['truth'][number]['garmentId'] }): ReactNode {
  const { t } = useTranslation()
  return <bdi>{useAsset(id).data?.name ?? t('tryOn.garment')}</bdi>
}

/** What became of face and background. */
function Kept({ job, result }: { readonly job: JobSummary; readonly result: FinalResult }): ReactNode {
  const { t } = useTranslation()
  const { face = false, background = false } = finalWorkOf(job)?.preserve ?? {}
  const isFine = result.problem === null
  const text =
    result.problem !== null
      ? t(`final.problem.${result.problem}`)
      : result.keptMask === null
        ? t('final.kept.nothing')
        : t(face && background ? 'final.kept.both' : face ? 'final.kept.face' : 'final.kept.background')
  const Icon = isFine ? Check : TriangleAlert
  return (
    <li data-testid="final-kept" data-problem={result.problem ?? 'none'}>
      <Icon size={16} className={isFine ? inspector.ok : inspector.warn} aria-hidden />
      <span>{text}</span>
    </li>
  )
}

function Facts({ result }: { readonly result: FinalResult }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const label = useModels().data?.find(({ id }) => id === result.model)?.label ?? result.model
  const facts = [
    { name: t('create.madeBy'), value: <bdi>{`${label}, ${providerName(result.provider)}`}</bdi> },
    { name: t('create.cost'), value: <Num>{moneyText(result.chargeMicros)}</Num>, testId: 'final-cost' },
    { name: t('recipe.tries'), value: <Num>{format.number(result.tries.length)}</Num>, testId: 'final-tries' },
    { name: t('recipe.size'), value: <Num>{t('unit.size', result.final)}</Num> },
    { name: t('final.ended'), value: t(`final.stopped.${result.stopped}`) },
  ]
  return (
    <Section id="try-on.recipe" title={t('recipe.title')}>
      <dl className={inspector.facts}>
        {facts.map(({ name, value, testId }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd data-testid={testId}>{value}</dd>
          </div>
        ))}
      </dl>
      <Realism told={result.realism} />
    </Section>
  )
}
