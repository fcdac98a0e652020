import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DoctorSection } from './doctor-section.tsx'
import { FoundSection } from './found-section.tsx'
import { LogSection } from './log-section.tsx'
import { PageHead } from './page-head.tsx'
import { ReportButton } from './report-button.tsx'

/** What Drape found on this computer, whether the library is in order, and what the log says. */
export function DiagnosticsPage(): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <PageHead title={t('settings.page.diagnostics')} help={t('diagnostics.help')}>
        <ReportButton />
      </PageHead>
      <FoundSection />
      <DoctorSection />
      <LogSection />
    </>
  )
}
