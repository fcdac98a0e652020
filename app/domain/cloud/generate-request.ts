import { z } from 'zod'
import { assetId } from '../ids.ts'
import { jsonValue } from '../json.ts'
import { microUsd } from '../money/money.ts'
import { workWindow } from '../money/window.ts'
import { cloudTask, inputRole } from './tasks.ts'

/** The studio's name of a model: provider, colon, a short name. */
export const modelName = z.string().regex(/^[a-z]+:[a-z0-9][a-z0-9.-]*$/)

/** A model and its own parameters, by the service's names. */
export const modelChoice = z.object({ model: modelName, parameters: z.record(z.string(), jsonValue).default({}) })
export type ModelChoice = z.output<typeof modelChoice>

/** What a person asks a cloud model for. */
export const generateRequest = z.object({
  task: cloudTask,
  choice: modelChoice,
  /** Used in this order where the first cannot take the work; empty where the person wants that one and no other. */
  alternatives: z.array(modelChoice).max(8).default([]),
  prompt: z.string().max(8_000).default(''),
  negativePrompt: z.string().max(4_000).default(''),
  inputs: z
    .array(z.object({ role: inputRole, assetId }))
    .max(16)
    .default([]),
  /** Whose money it is, for limits and reports. */
  brand: z.string().min(1).max(200).nullable().default(null),
  /** The most that all tries of this job may cost together. */
  maxMicros: microUsd.nullable().default(null),
  window: workWindow.nullable().default(null),
  /** What results are called. */
  name: z.string().min(1).max(200).nullable().default(null),
})
export type GenerateRequest = z.output<typeof generateRequest>
