import { useMutation } from '@tanstack/react-query'
import { Ruler } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import { StudioError, type StudioErrorShape } from '../../app/domain/errors.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import type { TruthReport } from '../../app/domain/truth-report.ts'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import { errorText } from '../studio/error-text.ts'
import { useJob, useJobs } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { Button } from '../ui/button.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import styles from './truth.module.css'
import { TruthFinding } from './truth-finding.tsx'
import { comparisonOf, inOrder, questionOf, summaryOf, type TruthQuestion, type TruthState, truthStateOf } from './truth-of.ts'

interface TruthPartProps {
  readonly job: JobSummary
  readonly draft: TryOnResult
  readonly found: DraftOverlays | undefined
}

/** What a draft keeps of its garment, asked for with a button: it takes the processor a second or two that the next draft would miss. */
export function TruthPart({ job, draft, found }: TruthPartProps): ReactNode {
  const { t } = useTranslation()
  const asked = questionOf(job, draft)
  return (
    <div className={styles.part} data-testid="truth">
      <h3 className={styles.title}>{t('truth.title')}</h3>
      {asked === null ? <p className={styles.small}>{t('truth.several')}</p> : <Comparison asked={asked} found={found} />}
    </div>
  )
}

function Comparison({ asked, found }: { readonly asked: TruthQuestion; readonly found: DraftOverlays | undefined }): ReactNode {
  const { t } = useTranslation()
  const { client } = useStudio()
  const jobs = useJobs().data?.jobs ?? []
  const start = useMutation({ mutationFn: () => client['judge.start'](asked) })
  // A comparison is a job: a reload and another tab find it again.
  const comparison = useJob(start.data?.jobId ?? comparisonOf(jobs, asked)).data ?? null
  const state: TruthState = start.isError ? { kind: 'failed', error: StudioError.from(start.error).toShape() } : truthStateOf(comparison)
  const told = useRef<HTMLParagraphElement>(null)
  const compare = (): void => {
    start.mutate()
    // The button goes; whoever pressed it by keyboard stays here.
    told.current?.focus()
  }
  return (
    <>
      <p ref={told} className={styles.told} role="status" tabIndex={-1} data-testid="truth-told" data-state={state.kind}>
        {start.isPending ? t('truth.working') : <Told state={state} />}
      </p>
      {state.kind === 'working' && <ProgressBar className={styles.bar} fraction={state.job.progress.fraction} label={t('truth.working')} />}
      {state.kind === 'told' && <Findings report={state.report} found={found} />}
      {(state.kind === 'none' || state.kind === 'failed') && !start.isPending && (
        <Button kind="line" onClick={compare} data-testid="truth-compare">
          <Ruler size={14} aria-hidden />
          {t(state.kind === 'failed' ? 'truth.again' : 'truth.compare')}
        </Button>
      )}
    </>
  )
}

function Told({ state }: { readonly state: TruthState }): ReactNode {
  const { t, i18n } = useTranslation()
  switch (state.kind) {
    case 'none':
      return t('truth.what')
    case 'working':
      return t('truth.working')
    case 'failed':
      return `${t('truth.failed')} ${state.error === null ? '' : errorText(t, i18n, state.error satisfies StudioErrorShape)}`
    case 'told':
      return t(`truth.verdict.${summaryOf(state.report)}`)
  }
}

function Findings({ report, found }: { readonly report: TruthReport; readonly found: DraftOverlays | undefined }): ReactNode {
  return (
    <ul className={styles.findings}>
      {inOrder(report.measures).map((measure) => (
        <TruthFinding key={measure.measure} measure={measure} found={found} />
      ))}
    </ul>
  )
}
