import { type Answer, jsonAnswer } from '../core/wire.ts'
import { refuse } from './refuse.ts'

/** Models that are there, and what each can be asked for. As of 2026-11-20 (PROVIDERS 3.6). */
const MODELS: Readonly<Record<string, readonly string[]>> = {
  'gemini-3-pro-image': ['generateContent'],
  'gemini-nano-banana-2.1': ['generateContent'],
  'gemini-3.1-flash-lite-image': ['generateContent'],
  'gemini-3.8-flash': ['generateContent', 'countTokens'],
  'gemini-3.6-flash': ['generateContent', 'countTokens'],
  'gemini-3.5-flash': ['generateContent', 'countTokens'],
  'gemini-3.5-flash-lite': ['generateContent', 'countTokens'],
  'gemini-2.5-flash': ['generateContent', 'countTokens'],
  'gemini-2.5-pro': ['generateContent', 'countTokens'],
  'gemini-omni-1.1-flash': ['createInteraction'],
}

/** Models that were shut down, and when. */
const RETIRED = new Set([
  'gemini-2.5-flash-image',
  'gemini-2.5-flash-image-preview',
  'gemini-3-pro-image-preview',
  'gemini-3.1-flash-image-preview',
  'gemini-3.1-flash-image',
  'veo-2.0-generate-001',
  'veo-3.1-generate-preview',
  'imagen-4.0-generate-001',
])

/** The refusal of a model that is not there; undefined where it is. */
export function refusalOfModel(model: string): Answer | undefined {
  if (Object.hasOwn(MODELS, model)) return undefined
  if (RETIRED.has(model)) return refuse('retired', `models/${model} is no longer available. Please update your code to use a newer model.`)
  return refuse('not-found', `models/${model} is not found for API version v1beta, or is not supported for generateContent.`)
}

function described(model: string): object {
  return {
    name: `models/${model}`,
    version: '001',
    displayName: model,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: MODELS[model],
  }
}

export function tellModels(): Answer {
  return jsonAnswer(200, { models: Object.keys(MODELS).map(described) })
}

export function tellModel(model: string): Answer {
  return refusalOfModel(model) ?? jsonAnswer(200, described(model))
}
