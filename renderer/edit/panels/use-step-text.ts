import { useTranslation } from 'react-i18next'
import type { StepLabel } from '../../../app/domain/document/step-label.ts'

/** What a step did, in words. */
export function useStepText(): (label: StepLabel) => string {
  const { t } = useTranslation()
  return ({ action, subject }) => {
    const text = t(`edit.action.${action}`)
    return subject === null ? text : t('edit.actionOn', { action: text, name: subject })
  }
}
