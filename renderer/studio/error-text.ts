import type { i18n as I18n, TFunction } from 'i18next'
import type { StudioErrorShape } from '../../app/domain/errors.ts'

/** What a person is told of an error: the file it is about, then the reason where there is a text for it, else the code's. */
export function errorText(t: TFunction, i18n: I18n, error: StudioErrorShape): string {
  const { file, reason } = error.details
  const text =
    typeof reason === 'string' && i18n.exists(`reason.${reason}`) ? t(`reason.${reason}` as 'reason.no-person') : t(`errors.${error.code}`)
  return typeof file === 'string' ? `${file}: ${text}` : text
}
