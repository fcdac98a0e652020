import type { ErrorCode, StudioError } from '../../domain/errors.ts'
import { type Asking, codeOfWords, jsonOf, refusal, type Said } from '../answer.ts'
import type { HttpAnswer } from '../http.ts'
import { errorAnswer } from './wire.ts'

/** Types of fal's errors of models that mean more than their status: https://fal.ai/docs/model-apis/errors */
const BY_TYPE: Readonly<Record<string, ErrorCode>> = {
  content_policy_violation: 'provider.refused-content',
  image_too_small: 'provider.bad-request',
  image_too_large: 'provider.bad-request',
  image_load_error: 'provider.bad-request',
  file_download_error: 'provider.bad-request',
  file_too_large: 'provider.bad-request',
  face_detection_error: 'provider.bad-request',
  unsupported_image_format: 'provider.bad-request',
  feature_not_supported: 'provider.bad-request',
  no_media_generated: 'provider.failed',
  generation_timeout: 'provider.failed',
  downstream_service_error: 'provider.failed',
  downstream_service_unavailable: 'provider.failed',
  internal_server_error: 'provider.failed',
}

/** An answer of fal that is no success. `type` is branched on, never the sentence, but for locked accounts: they have no type. */
export function falRefusal(answer: HttpAnswer, asking: Asking): StudioError {
  const said = saidBy(answer)
  const isLocked = answer.status === 403 && /locked|balance|top.?up/i.test(said.message ?? '')
  if (isLocked) return refusal(answer, asking, { ...said, code: 'provider.account-locked' })
  // Retired apps are 404; the same status of a request that is unknown comes to polls.
  return refusal(answer, asking, asking.purpose === 'submit' && answer.status >= 500 ? { message: said.message } : said)
}

/** What a result says that is no result: a job that failed, where the answer is fal's own JSON; a gateway's page is only a bad moment. */
export function falFailure(answer: HttpAnswer, asking: Asking): StudioError {
  const said = saidBy(answer)
  const isOfJob = said.message !== undefined && (answer.status >= 500 || answer.status === 400)
  return refusal(answer, asking, isOfJob && said.code === undefined ? { ...said, code: 'provider.failed' } : said)
}

function saidBy(answer: HttpAnswer): Said {
  const parsed = errorAnswer.safeParse(jsonOf(answer))
  const { detail, error_type: ofHead } = parsed.success ? parsed.data : {}
  if (detail === undefined) return {}
  if (typeof detail === 'string') {
    return { message: detail, ...(answer.status === 422 ? { code: codeOfWords(detail) } : {}), details: ofHead ? { type: ofHead } : {} }
  }
  const [first] = detail
  const known = detail.map(({ type }) => BY_TYPE[type]).find((code) => code !== undefined)
  return {
    code: known,
    message: detail.map(({ loc, msg }) => `${loc.filter((part) => part !== 'body').join('.')}: ${msg}`).join('; '),
    details: { type: first?.type ?? '', field: String(first?.loc.at(-1) ?? '') },
  }
}

/** What a status says of a job that ended badly. */
export function codeOfErrorType(type: string | null | undefined): ErrorCode {
  return (type === null || type === undefined ? undefined : BY_TYPE[type]) ?? 'provider.failed'
}
