import { type Answer, jsonAnswer, type Refusal } from '../core/wire.ts'

/** fal's answers to what it does not take. The words of 401 and 429 are guessed. */
export function refuse(reason: Refusal, detail?: string): Answer {
  const error = (status: number, text: string, type?: string): Answer =>
    jsonAnswer(
      status,
      type === undefined ? { detail: text } : { detail: text, error_type: type },
      type === undefined ? {} : { 'x-fal-error-type': type },
    )
  switch (reason) {
    case 'bad-key':
      return error(401, 'Authentication is required to access this endpoint.')
    case 'no-credit':
    case 'locked':
      return error(403, 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.')
    case 'rate-limit':
      return error(429, 'Too many requests. You have reached your concurrency limit.')
    case 'internal':
      return error(500, 'Internal server error', 'internal_error')
    case 'overloaded':
      return error(503, 'No runner is available', 'runner_scheduling_failure')
    case 'not-found':
      return error(404, detail ?? 'Not Found')
    case 'retired':
      return error(404, 'Application not found')
    case 'bad-request':
      return error(400, detail ?? 'Bad request', 'bad_request')
  }
}
