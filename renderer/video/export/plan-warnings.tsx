import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlanPreview, PlanWarning } from '../../../app/domain/video/export-plan.ts'
import { useFormat } from '../../language/use-format.ts'
import { Note } from '../../ui/note.tsx'

/** What a person should know of the files before they are made. */
export function PlanWarnings({ outputs }: { readonly outputs: PlanPreview['outputs'] }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const sentences = outputs.flatMap(({ ratio, warnings }) =>
    warnings.map((warning) => warningText(t, warning, { ratio, times: (value) => format.number(value, 1) })),
  )
  if (sentences.length === 0) return null
  return (
    <Note kind="plain" title={t('video.export.know')} testId="plan-warnings">
      {[...new Set(sentences)].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Note>
  )
}

function warningText(
  t: TFunction,
  warning: PlanWarning,
  words: { readonly ratio: string; readonly times: (value: number) => string },
): string {
  const { ratio } = words
  switch (warning.kind) {
    case 'padded':
      return t('video.export.warning.padded', { ratio })
    case 'no-subject':
      return t('video.export.warning.no-subject')
    case 'mark-moved':
      return t('video.export.warning.mark-moved', { ratio, networks: warning.networks.join(', '), date: warning.asOf })
    case 'enlarged':
      return t('video.export.warning.enlarged', { ratio, times: words.times(warning.times) })
  }
}
