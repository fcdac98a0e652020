import { monthStart } from '../../../app/domain/money/day.ts'

export const SPEND_PERIODS = ['today', 'week', 'month', 'year'] as const
export type SpendPeriod = (typeof SPEND_PERIODS)[number]

/** The days of a period that ends today, both included. `today`: `YYYY-MM-DD` where the money is counted. */
export function spanOf(period: SpendPeriod, today: string): { readonly from: string; readonly to: string } {
  switch (period) {
    case 'today':
      return { from: today, to: today }
    case 'week':
      return { from: daysBefore(today, 6), to: today }
    case 'month':
      return { from: monthStart(today), to: today }
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today }
  }
}

function daysBefore(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - days)
  return date.toISOString().slice(0, 10)
}
