import type { z } from 'zod'
import type { ProviderId } from '../domain/cloud/tasks.ts'
import { type ErrorCode, type ErrorDetails, StudioError } from '../domain/errors.ts'
import type { HttpAnswer } from './http.ts'
import { toldBy } from './http-redact.ts'

/** Who was asked, and for what. A `submit` may cost money, so what cannot be understood of its answer leaves its outcome unknown. */
export interface Asking {
  readonly provider: ProviderId
  readonly purpose: 'submit' | 'poll' | 'other'
  /** Taken out of whatever is told of the answer. */
  readonly secret: string
}

/** What a service's error body says, as far as its adapter understands it. */
export interface Said {
  /** Where the body says more than the status. */
  readonly code?: ErrorCode | undefined
  readonly message?: string | undefined
  readonly details?: ErrorDetails
}

export function isOk({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300
}

/** JSON of an answer; undefined where it is none. */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.text) as unknown
  } catch {
    return undefined
  }
}

/**
 * The body of a good answer.
 *
 * @throws StudioError `provider.outcome-unknown` for a submit whose answer is no JSON or of another shape, else `provider.unavailable`: pages of
 * gateways come with status 200, and asking again may help.
 */
export function readAnswer<S extends z.ZodType>(answer: HttpAnswer, schema: S, asking: Asking): z.output<S> {
  const parsed = schema.safeParse(jsonOf(answer))
  if (parsed.success) return parsed.data
  throw unreadable(answer, asking)
}

/** The error for an answer that cannot be understood. */
export function unreadable(answer: HttpAnswer, { provider, purpose }: Asking): StudioError {
  const code = purpose === 'submit' ? 'provider.outcome-unknown' : 'provider.unavailable'
  return new StudioError(code, `${provider} answered with something that cannot be read`, {
    details: { provider, status: answer.status, reason: 'unreadable', bytes: answer.text.length },
  })
}

/** The error for an answer that is no success: by its status, unless the body says more. */
export function refusal(answer: HttpAnswer, asking: Asking, said: Said = {}): StudioError {
  const { provider, secret } = asking
  const code = said.code ?? codeOfStatus(answer.status, asking.purpose)
  const told = said.message === undefined ? {} : { said: toldBy(said.message, secret) }
  const retryAfterMs = retryAfterOf(answer)
  const details = { provider, status: answer.status, ...told, ...(retryAfterMs === null ? {} : { retryAfterMs }), ...said.details }
  return new StudioError(code, `${provider} answered ${answer.status}`, { details })
}

/** The error for a job that the service says went wrong, or for a refusal that comes with status 200. */
export function failed(code: ErrorCode, { provider, secret }: Asking, said: Omit<Said, 'code'>): StudioError {
  const told = said.message === undefined ? {} : { said: toldBy(said.message, secret) }
  return new StudioError(code, `${provider} made nothing`, { details: { provider, ...told, ...said.details } })
}

/**
 * What a status alone says. 5xx to a submit: the service may have taken it before it failed, and none of them documents otherwise. To a poll it is
 * a bad moment.
 */
function codeOfStatus(status: number, purpose: Asking['purpose']): ErrorCode {
  switch (status) {
    case 401:
    case 403:
      return 'provider.unauthorized'
    case 402:
      return 'provider.account-locked'
    case 404:
    case 410:
      if (purpose === 'submit') return 'provider.model-retired'
      return purpose === 'poll' ? 'provider.result-gone' : 'provider.bad-request'
    case 408:
    case 425:
      return 'provider.unavailable'
    case 429:
      return 'provider.rate-limited'
  }
  if (status >= 400 && status < 500) return 'provider.bad-request'
  // A redirect of a submit took nothing; of a poll it is a gateway in between.
  if (status >= 300 && status < 400) return purpose === 'submit' ? 'provider.bad-response' : 'provider.unavailable'
  return purpose === 'submit' ? 'provider.outcome-unknown' : 'provider.unavailable'
}

/** `Retry-After` in milliseconds, of seconds or a date. */
function retryAfterOf({ headers }: HttpAnswer): number | null {
  const value = headers['retry-after']
  if (value === undefined) return null
  const seconds = Number(value)
  if (Number.isFinite(seconds) && seconds >= 0) return Math.round(seconds * 1000)
  const until = Date.parse(value) - Date.now()
  return Number.isNaN(until) ? null : Math.max(0, until)
}

const CONTENT = /nsfw|safety|moderat|content.?polic|flagged|sensitive|inappropriate|prohibited|blocked/i
const RETIRED =
  /\bmodel\b.{0,80}(no longer|not found|not exist|does ?n.t exist|not supported|not available|deprecated|retired|unknown|sunset|shut ?down)/i
const CREDIT = /(insufficient|enough|exhausted|out of|used all|no) .{0,30}(credit|balance|fund)|top.?up|billing/i

/** What free text of a service means, where it has no code for it. Guesswork by nature: only asked when nothing better is there. */
export function codeOfWords(text: string): ErrorCode | undefined {
  if (RETIRED.test(text)) return 'provider.model-retired'
  if (CREDIT.test(text)) return 'provider.account-locked'
  return CONTENT.test(text) ? 'provider.refused-content' : undefined
}
