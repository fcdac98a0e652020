import { useMutation } from '@tanstack/react-query'
import { CircleCheck, CircleX, LoaderCircle, Stethoscope } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoctorReport } from '../../app/contract/host.ts'
import { ERROR_CODES, type ErrorCode, StudioError } from '../../app/domain/errors.ts'
import type english from '../../resources/locales/en/studio.json'
import { useStudio } from '../studio/studio-context.tsx'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import styles from './settings.module.css'

type CheckId = keyof typeof english.diagnostics.check

/** Lets the doctor look at the library while it is open. */
export function DoctorSection(): ReactNode {
  const { t } = useTranslation()
  const { client } = useStudio()
  const examination = useMutation({ mutationFn: (verify: boolean) => client['host.doctor']({ verify }) })
  const { data: report, error, isPending } = examination
  return (
    <section className={styles.section}>
      <header className={styles.sectionHead}>
        <h3>{t('diagnostics.doctor')}</h3>
        <Button kind="line" disabled={isPending} onClick={() => examination.mutate(false)} data-testid="examine">
          {isPending ? <LoaderCircle size={16} className={styles.spin} aria-hidden /> : <Stethoscope size={16} aria-hidden />}
          {t(isPending ? 'diagnostics.examining' : 'diagnostics.run')}
        </Button>
        <Button kind="quiet" disabled={isPending} onClick={() => examination.mutate(true)}>
          {t('diagnostics.runDeep')}
        </Button>
      </header>
      <p className={styles.dim}>{t('diagnostics.doctorHelp')}</p>
      <div role="status">
        {error !== null && <Note kind="bad" title={t(`errors.${StudioError.from(error).code}`)} />}
        {report !== undefined && !isPending && <Report report={report} />}
      </div>
    </section>
  )
}

function Report({ report }: { readonly report: DoctorReport }): ReactNode {
  const { t } = useTranslation()
  return (
    <div className={styles.report} data-testid="doctor-report">
      <Note
        kind={report.ok ? 'plain' : 'bad'}
        title={report.ok ? t('diagnostics.fine') : t('diagnostics.problems', { count: report.problems.length })}
      />
      <ul className={styles.checks}>
        {report.checks.map(({ id, ok }) => (
          <li key={id}>
            {ok ? <CircleCheck size={16} data-state="fine" aria-hidden /> : <CircleX size={16} data-state="wrong" aria-hidden />}
            {t(`diagnostics.check.${id as CheckId}`)}
          </li>
        ))}
      </ul>
      {report.problems.map((problem) => (
        <p key={`${problem.code} ${problem.path}`} className={styles.problem}>
          {Object.hasOwn(ERROR_CODES, problem.code) && t(`errors.${problem.code as ErrorCode}`)}
          <bdi dir="ltr">{problem.path}</bdi>
        </p>
      ))}
    </div>
  )
}
