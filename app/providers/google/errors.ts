import type { ErrorCode, StudioError } from '../../domain/errors.ts'
import { type Asking, jsonOf, refusal } from '../answer.ts'
import type { HttpAnswer } from '../http.ts'
import { errorAnswer } from './wire.ts'

/** Reasons of Gemini that mean its content rules (finish and block reasons): https://ai.google.dev/api/generate-content#FinishReason */
const REFUSED = new Set([
  'SAFETY',
  'OTHER',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'IMAGE_SAFETY',
  'RECITATION',
  'SPII',
  'IMAGE_PROHIBITED_CONTENT',
  'IMAGE_RECITATION',
  'IMAGE_OTHER',
  'MODEL_ARMOR',
  'JAILBREAK',
])

export function isRefused(reason: string): boolean {
  return REFUSED.has(reason)
}

/** An answer of Gemini that is no success: google.rpc's status, and where a key is wrong, 400 with a reason. */
export function googleRefusal(answer: HttpAnswer, asking: Asking): StudioError {
  const parsed = errorAnswer.safeParse(nested(jsonOf(answer)))
  if (!parsed.success) return refusal(answer, asking)
  const { message, status, details } = parsed.data.error
  const reason = details?.find((one) => typeof one.reason === 'string')?.reason ?? ''
  const delay = details?.find((one) => typeof one.retryDelay === 'string')?.retryDelay
  const retryAfter = delay === undefined || delay === null ? {} : { retryAfterMs: Math.round(Number.parseFloat(delay) * 1000) }
  return refusal(answer, asking, {
    message,
    code: codeOf(answer.status, { reason, message }),
    details: { type: reason === '' ? (status ?? '') : reason, ...retryAfter },
  })
}

function codeOf(status: number, { reason, message }: { readonly reason: string; readonly message: string }): ErrorCode | undefined {
  if (status !== 400 && status !== 403) return undefined
  if (reason === 'API_KEY_INVALID' || /api key (not valid|expired|not found)/i.test(message)) return 'provider.unauthorized'
  if (/billing|prepay|credit/i.test(message)) return 'provider.account-locked'
  return undefined
}

/** Some answers carry the error as the text of JSON in the message of an error, once or twice over. */
function nested(value: unknown): unknown {
  let outer = value
  for (let depth = 0; depth < 3; depth++) {
    const parsed = errorAnswer.safeParse(outer)
    if (!parsed.success || !parsed.data.error.message.trimStart().startsWith('{')) return outer
    try {
      const inner: unknown = JSON.parse(parsed.data.error.message)
      if (!errorAnswer.safeParse(inner).success) return outer
      outer = inner
    } catch {
      return outer
    }
  }
  return outer
}
