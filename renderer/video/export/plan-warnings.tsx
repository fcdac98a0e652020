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
  const sentences = warningTexts(t, outputs, (value) => format.number(value, 1))
  if (sentences.length === 0) return null
  return (
    <Note kind="plain" title={t('video.export.know')} testId="plan-warnings">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Note>
  )
}

/** One sentence for each thing to know, with the shapes it is about. */
function warningTexts(t: TFunction, outputs: PlanPreview['outputs'], number: (value: number) => string): string[] {
  const of = <Kind extends PlanWarning['kind']>(kind: Kind) =>
    outputs.flatMap(({ ratio, warnings }) =>
      warnings
        .filter((warning): warning is Extract<PlanWarning, { kind: Kind }> => warning.kind === kind)
        .map((warning) => ({ ratio, warning })),
    )
  const ratios = (found: readonly { readonly ratio: string }[]): string => found.map(({ ratio }) => ratio).join(', ')
  const [padded, enlarged, moved] = [of('padded'), of('enlarged'), of('mark-moved')]
  const names = [...new Set(moved.flatMap(({ warning }) => warning.networks))].join(', ')
  const times = number(Math.max(0, ...enlarged.map(({ warning }) => warning.times)))
  return [
    ...(of('no-subject').length > 0 ? [t('video.export.warning.no-subject')] : []),
    ...(padded.length > 0 ? [t('video.export.warning.padded', { ratio: ratios(padded) })] : []),
    ...moved
      .slice(0, 1)
      .map(({ warning }) => t('video.export.warning.mark-moved', { ratio: ratios(moved), networks: names, date: warning.asOf })),
    ...(enlarged.length > 0 ? [t('video.export.warning.enlarged', { ratio: ratios(enlarged), times })] : []),
  ]
}
