import type { ClipRatio } from './direction.ts'

/** What a provider's endpoint takes. `seconds` are those it can make; `ratios` the shapes it knows, null where it follows the still. */
export interface Dialect {
  readonly id: string
  readonly seconds: readonly number[] | { readonly from: number; readonly to: number }
  /** How it wants them: `"5"`, `5`, `"5s"`. */
  readonly secondsAs: 'text' | 'number' | 'text-with-s'
  readonly secondsField: string
  readonly ratios: Partial<Record<ClipRatio, string>> | null
  readonly ratioField: string
  readonly promptField: string
  readonly negativeField: string | null
  readonly seedField: string | null
  /** A switch that locks the camera. */
  readonly lockField: string | null
  /** Longest prompt, in UTF-16 units. */
  readonly mostPrompt: number
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const WIDE = { '9:16': '9:16', '1:1': '1:1', '16:9': '16:9' } as const
const AUTO = { ...WIDE, original: 'auto' } as const
const BASE = {
  secondsAs: 'text',
  secondsField: 'duration',
  ratioField: 'aspect_ratio',
  promptField: 'prompt',
  negativeField: null,
  seedField: null,
  lockField: null,
  mostPrompt: 2_500,
} as const

/** Endpoints by the names their providers give them. Fields as their schemas had them in November 2026. */
export const DIALECTS = {
  'fal:seedance-1-pro': {
    ...BASE,
    id: 'fal:seedance-1-pro',
    seconds: range(2, 12),
    ratios: AUTO,
    seedField: 'seed',
    lockField: 'camera_fixed',
  },
  'fal:seedance-1.5-pro': {
    ...BASE,
    id: 'fal:seedance-1.5-pro',
    seconds: range(4, 12),
    ratios: AUTO,
    seedField: 'seed',
    lockField: 'camera_fixed',
  },
  'fal:kling-2.5-turbo': { ...BASE, id: 'fal:kling-2.5-turbo', seconds: [5, 10], ratios: null, negativeField: 'negative_prompt' },
  'fal:kling-3': { ...BASE, id: 'fal:kling-3', seconds: range(3, 15), ratios: null, negativeField: 'negative_prompt' },
  'fal:pika-2.2': { ...BASE, id: 'fal:pika-2.2', seconds: [5, 10], ratios: null, negativeField: 'negative_prompt', seedField: 'seed' },
  'fal:luma-ray-2': { ...BASE, id: 'fal:luma-ray-2', seconds: [5, 9], secondsAs: 'text-with-s', ratios: WIDE },
  'runway:gen4-turbo': {
    ...BASE,
    id: 'runway:gen4-turbo',
    seconds: range(2, 10),
    secondsAs: 'number',
    ratios: { '9:16': '720:1280', '1:1': '960:960', '16:9': '1280:720', '4:5': '832:1104' },
    ratioField: 'ratio',
    promptField: 'promptText',
    seedField: 'seed',
    mostPrompt: 1_000,
  },
  'xai:grok-imagine-video': { ...BASE, id: 'xai:grok-imagine-video', seconds: { from: 1, to: 15 }, secondsAs: 'number', ratios: WIDE },
  'google:gemini-omni': {
    ...BASE,
    id: 'google:gemini-omni',
    seconds: range(4, 8),
    secondsAs: 'text-with-s',
    ratios: { '9:16': '9:16', '16:9': '16:9' },
  },
  'modelslab:video-fusion': {
    ...BASE,
    id: 'modelslab:video-fusion',
    seconds: range(1, 15),
    secondsAs: 'number',
    ratios: WIDE,
  },
} as const satisfies Readonly<Record<string, Dialect>>

export const DIALECT_IDS = Object.keys(DIALECTS) as [keyof typeof DIALECTS, ...(keyof typeof DIALECTS)[]]
