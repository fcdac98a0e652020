import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** Numbers, times and sizes in the words of the language. Digits are Western in all of them, as on a measuring tape. */
export interface Format {
  readonly number: (value: number, digits?: number) => string
  /** 0..1 as a whole percentage. */
  readonly percent: (share: number) => string
  readonly seconds: (milliseconds: number, digits?: number) => string
  /** Minutes and seconds, `1:40`; hours before them where there are any. */
  readonly clock: (milliseconds: number) => string
  readonly bytes: (bytes: number) => string
  readonly timeOfDay: (at: number) => string
  /** Time for today, else day and time. */
  readonly moment: (at: number) => string
  /** Several words one after the other, with the commas of the language. */
  readonly list: (words: readonly string[]) => string
  /** A calendar day, `YYYY-MM-DD`, in words. */
  readonly calendarDay: (day: string) => string
}

export function useFormat(): Format {
  const { t, i18n } = useTranslation()
  return useMemo(() => createFormat(t, i18n.language), [t, i18n.language])
}

export function createFormat(t: TFunction, language: string): Format {
  const tag = `${language}-u-nu-latn`
  const number = (value: number, digits = 0): string =>
    new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
  const time = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })
  const day = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false })
  const date = new Intl.DateTimeFormat(tag, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  const list = new Intl.ListFormat(tag, { type: 'unit', style: 'short' })
  return {
    list: (words) => list.format(words),
    calendarDay: (text) => date.format(new Date(`${text}T00:00:00Z`)),
    number,
    percent: (share) => t('unit.percent', { value: number(Math.round(share * 100)) }),
    seconds: (milliseconds, digits = 1) => t('unit.seconds', { value: number(milliseconds / 1000, digits) }),
    clock: (milliseconds) => clockOf(Math.round(milliseconds / 1000)),
    bytes: (bytes) => {
      const { value, unit, digits } = scaleOf(bytes)
      return t(`unit.${unit}`, { value: number(value, digits) })
    },
    timeOfDay: (at) => time.format(at),
    moment: (at) => (new Date(at).toDateString() === new Date().toDateString() ? time.format(at) : day.format(at)),
  }
}

/** Whole seconds as minutes and seconds, `1:40`; hours before them where there are any. */
export function clockOf(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** Decimal units, as disks are sold and as systems show them. */
function scaleOf(bytes: number) {
  if (bytes < 1000) return { value: bytes, unit: 'byte', digits: 0 } as const
  if (bytes < 1e6) return { value: bytes / 1e3, unit: 'kilobyte', digits: 0 } as const
  if (bytes < 1e9) return { value: bytes / 1e6, unit: 'megabyte', digits: bytes < 1e7 ? 1 : 0 } as const
  return { value: bytes / 1e9, unit: 'gigabyte', digits: 1 } as const
}
