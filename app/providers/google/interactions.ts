import type { JsonValue } from '../../domain/json.ts'
import type { Polled, ProviderRequest, RemoteOutput } from '../adapter.ts'
import { type Asking, codeOfWords, failed } from '../answer.ts'
import { base64Of, inputsInOrder } from '../compose-input.ts'
import { outputAt, outputOf } from '../outputs.ts'
import type { Interaction } from './wire.ts'

/** Clips take a minute or more. */
const POLL_MS = 5_000

/** A clip as an interaction in the background, which is kept under a name and can be asked for after a restart. Fields are snake_case here. */
export function interactionRequest(request: ProviderRequest): Record<string, JsonValue> {
  const { model, prompt, form, parameters } = request
  const pictures = inputsInOrder(request).map(({ mediaType, bytes }) => ({ type: 'image', data: base64Of(bytes), mime_type: mediaType }))
  return {
    model,
    input: [...pictures, { type: 'text', text: prompt }],
    background: true,
    store: true,
    response_format: { type: 'video', delivery: 'uri', ...form.fixed, ...parameters },
    generation_config: {
      video_config: { task: pictures.length === 0 ? 'text_to_video' : pictures.length === 1 ? 'image_to_video' : 'reference_to_video' },
    },
  }
}

/** @throws StudioError `provider.refused-content`, `provider.failed`, `provider.account-locked` */
export function interactionState(answer: Interaction, about: Asking): Polled {
  const outputs = outputsOf(answer)
  switch (answer.status) {
    case 'queued':
    case 'in_progress':
      return { state: 'pending', progress: null, queuePosition: null, pollInMs: POLL_MS }
    case 'completed':
      if (outputs.length > 0) return { state: 'done', outputs, costMicros: null }
      throw ended(answer, about, 'no-media')
    case 'budget_exceeded':
      throw failed('provider.account-locked', about, { message: errorOf(answer), details: { type: answer.status } })
    default:
      // Words that are not known end it, unless there is something to have.
      if (outputs.length > 0) return { state: 'done', outputs, costMicros: null }
      throw ended(answer, about, answer.status)
  }
}

function outputsOf({ steps }: Interaction): RemoteOutput[] {
  const content = (steps ?? []).filter(({ type }) => type === 'model_output').flatMap((step) => step.content ?? [])
  return content.flatMap(({ type, uri, data, mime_type: mediaType }): RemoteOutput[] => {
    if (type !== 'video' && type !== 'image') return []
    if (data) return [outputOf(data, mediaType ?? null)]
    return uri ? [outputAt(uri, mediaType ?? null)] : []
  })
}

function errorOf({ errors, error, steps }: Interaction): string | undefined {
  const words = (steps ?? []).flatMap((step) => step.content ?? []).flatMap(({ text }) => (text ? [text] : []))
  const told = errors ?? error ?? (words.length === 0 ? undefined : words.join(' '))
  return told === undefined || typeof told === 'string' ? told : JSON.stringify(told)
}

function ended(answer: Interaction, about: Asking, reason: string): Error {
  const message = errorOf(answer)
  const code = message === undefined ? undefined : codeOfWords(message)
  return failed(code === 'provider.refused-content' ? code : 'provider.failed', about, { message, details: { reason } })
}
