import type { GenerateContentConfig, GoogleGenAI, Part } from '@google/genai'
import type { JsonValue } from '../../domain/json.ts'
import type { ProviderRequest, RemoteOutput } from '../adapter.ts'
import { type Asking, failed } from '../answer.ts'
import { base64Of, inputsInOrder } from '../compose-input.ts'
import { outputOf } from '../outputs.ts'
import { isRefused } from './errors.ts'
import type { ContentAnswer } from './wire.ts'

const OF_PICTURE = ['aspectRatio', 'imageSize']

/** A request for words or pictures in the terms of Google's client. Pictures come before the words that speak of them. */
export function contentRequest(request: ProviderRequest): Parameters<GoogleGenAI['models']['generateContent']>[0] {
  const { model, prompt, negativePrompt, form, parameters, answerSchema, task } = request
  const parts: Part[] = inputsInOrder(request).map(({ mediaType, bytes }) => ({
    inlineData: { mimeType: mediaType, data: base64Of(bytes) },
  }))
  // There is no field for it; said in words it is heeded more often than not.
  parts.push({ text: negativePrompt === '' ? prompt : `${prompt}\nAvoid: ${negativePrompt}` })
  const given: Record<string, JsonValue> = { ...form.fixed, ...parameters }
  const ofPicture = Object.entries(given).filter(([name]) => OF_PICTURE.includes(name))
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !OF_PICTURE.includes(name)))
  const config: GenerateContentConfig = {
    ...rest,
    ...(task === 'analyse-garment'
      ? { responseMimeType: 'application/json', ...(answerSchema === undefined ? {} : { responseJsonSchema: answerSchema }) }
      : { responseModalities: ['IMAGE'], ...(ofPicture.length === 0 ? {} : { imageConfig: Object.fromEntries(ofPicture) }) }),
  }
  return { model, contents: [{ role: 'user', parts }], config }
}

/**
 * Pictures, or the answer in words, of an answer. Refusals come with status 200: without candidates where the prompt was refused, without parts where
 * the picture was.
 *
 * @throws StudioError `provider.refused-content` (`stage` input or output), `provider.failed` where it only talks or ends early. All may be billed.
 */
export function contentOutputs(answer: ContentAnswer, { task }: Pick<ProviderRequest, 'task'>, about: Asking): RemoteOutput[] {
  const blocked = answer.promptFeedback?.blockReason
  if (blocked) {
    const message = answer.promptFeedback?.blockReasonMessage ?? undefined
    throw failed('provider.refused-content', about, { message, details: { stage: 'input', type: blocked, mayBeBilled: true } })
  }
  const parts = (answer.candidates ?? []).flatMap(({ content }) => content?.parts ?? []).filter(({ thought }) => thought !== true)
  const words = parts.map(({ text }) => text ?? '').join('')
  const outputs =
    task === 'analyse-garment'
      ? wordsAsJson(words)
      : parts.flatMap(({ inlineData }) => (inlineData ? [outputOf(inlineData.data, inlineData.mimeType ?? null)] : []))
  if (outputs.length > 0) return outputs
  const first = answer.candidates?.[0]
  const reason = first?.finishReason ?? 'NO_CANDIDATES'
  const message = first?.finishMessage ?? (words === '' ? undefined : words)
  if (isRefused(reason))
    throw failed('provider.refused-content', about, { message, details: { stage: 'output', type: reason, mayBeBilled: true } })
  throw failed('provider.failed', about, {
    message,
    details: { reason: words === '' ? 'no-media' : 'only-words', type: reason, mayBeBilled: true },
  })
}

function wordsAsJson(words: string): RemoteOutput[] {
  try {
    return [{ kind: 'json', value: JSON.parse(words) as JsonValue }]
  } catch {
    // Truncated by its length, or no JSON at all: nothing that can be used.
    return []
  }
}
