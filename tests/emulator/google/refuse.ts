import { type Answer, jsonAnswer, type Refusal } from '../core/wire.ts'

const CODES: Readonly<Record<Refusal, readonly [number, string, string]>> = {
  'bad-key': [400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.'],
  'no-credit': [400, 'FAILED_PRECONDITION', 'Your project does not have billing enabled for this model.'],
  locked: [403, 'PERMISSION_DENIED', 'Your project has been denied access. Please contact support.'],
  'rate-limit': [429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota, please check your plan and billing details.'],
  internal: [500, 'INTERNAL', 'An internal error has occurred. Please retry or report.'],
  overloaded: [503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'],
  'not-found': [404, 'NOT_FOUND', 'Requested entity was not found.'],
  retired: [404, 'NOT_FOUND', 'This model is no longer available. Please update your code to use a newer model.'],
  'bad-request': [400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'],
}

/** Google's answers to what it does not take. The words are guessed, the shape is google.rpc.Status. */
export function refuse(reason: Refusal, detail?: string): Answer {
  const [code, status, message] = CODES[reason]
  return jsonAnswer(code, { error: { code, message: detail ?? message, status, ...detailsOf(reason) } })
}

function detailsOf(reason: Refusal): object {
  if (reason === 'bad-key') {
    return {
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'API_KEY_INVALID',
          domain: 'googleapis.com',
          metadata: { service: 'generativelanguage.googleapis.com' },
        },
      ],
    }
  }
  return reason === 'rate-limit' ? { details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2s' }] } : {}
}
