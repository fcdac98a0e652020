import { z } from 'zod'
import { dayOf, minuteOf } from './day.ts'
import { microUsd } from './money.ts'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** When paid work may be sent: not before a moment, in certain hours of the person's clock, and for how much in one evening. */
export const workWindow = z.object({
  /** Milliseconds since 1970. */
  notBefore: z.int().nullable().default(null),
  /** From the first up to the second; over midnight where the second is earlier. */
  hours: z.object({ from: clockTime, to: clockTime }).nullable().default(null),
  /** What everything with a budget may cost together in one evening. */
  budgetMicros: microUsd.nullable().default(null),
})
export type WorkWindow = z.output<typeof workWindow>

const DAY_MINUTES = 24 * 60
const MINUTE_MS = 60_000

/** The first moment from `now` at which work may be sent; `now` where it may be sent at once. Milliseconds since 1970. */
export function nextOpening(window: WorkWindow, now: number, zone: string): number {
  const from = Math.max(now, window.notBefore ?? now)
  if (window.hours === null || isOpenAt(window.hours, from, zone)) return from
  const wait = (minutes(window.hours.from) - minuteOf(from, zone) + DAY_MINUTES) % DAY_MINUTES
  // On the whole minute. In the night of a clock change this is an hour off; whoever waits looks again then.
  return from - (from % MINUTE_MS) + wait * MINUTE_MS
}

/** When the hours that are open now end; with no hours never. */
export function nextClosing(window: WorkWindow, now: number, zone: string): number {
  if (window.hours === null) return Number.POSITIVE_INFINITY
  const left = (minutes(window.hours.to) - minuteOf(now, zone) + DAY_MINUTES) % DAY_MINUTES
  return now - (now % MINUTE_MS) + (left === 0 ? DAY_MINUTES : left) * MINUTE_MS
}

/** The day whose evening it is: in hours over midnight the small ones belong to the day before. */
export function eveningOf(window: WorkWindow, now: number, zone: string): string {
  const isSmallHour = window.hours !== null && window.hours.to < window.hours.from && minuteOf(now, zone) < minutes(window.hours.to)
  return dayOf(isSmallHour ? now - DAY_MINUTES * MINUTE_MS : now, zone)
}

function isOpenAt({ from, to }: { readonly from: string; readonly to: string }, at: number, zone: string): boolean {
  const minute = minuteOf(at, zone)
  if (from === to) return true
  return from < to ? minute >= minutes(from) && minute < minutes(to) : minute >= minutes(from) || minute < minutes(to)
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
