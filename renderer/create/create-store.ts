import { persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import type { InputRole } from '../../app/domain/cloud/tasks.ts'
import type { AssetId, JobId } from '../../app/domain/ids.ts'
import type { JsonValue } from '../../app/domain/json.ts'
import type { PromptPreset } from '../../app/domain/prompting/prompt-preset.ts'
import { keptByTab } from '../frame/tab-storage.ts'

/** `studio`: a garment becomes a photograph of somebody who wears it. `creative`: from words, or from pictures and words. */
export type CreateMode = 'studio' | 'creative'

export interface Reference {
  readonly role: InputRole
  readonly assetId: AssetId
}

export const PICTURE_COUNTS = [1, 2, 4, 8] as const
export type PictureCount = (typeof PICTURE_COUNTS)[number]

/** What is on the stage: a result, or a job while it has none. */
export type Shown = { readonly kind: 'asset'; readonly id: AssetId } | { readonly kind: 'job'; readonly id: JobId }

/** What was typed in a mode. */
export interface Words {
  readonly prompt: string
  readonly negative: string
}

/** How the prompt of a mode is written. */
export interface PromptLook {
  /** Off: the words go as they were typed. */
  readonly encoder: 'on' | 'off'
  readonly style: PromptPreset['style']
  readonly shoot: PromptPreset['shoot']
  /** The written prompt after it was changed by hand; null while it follows the choices. */
  readonly edited: string | null
}

interface CreateState {
  readonly mode: CreateMode
  readonly garment: AssetId | null
  readonly references: Readonly<Record<CreateMode, readonly Reference[]>>
  readonly words: Readonly<Record<CreateMode, Words>>
  readonly looks: Readonly<Record<CreateMode, PromptLook>>
  /** The studio's name of the model; null for the first that can be used. */
  readonly model: Readonly<Record<CreateMode, string | null>>
  /** What was chosen otherwise than the model has it, by the studio's name of the model. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>
  readonly pictures: PictureCount
  readonly when: 'now' | 'tonight'
  /** Jobs that were started last, together. */
  readonly run: readonly JobId[]
  readonly shown: Shown | null
  /** The result beside the shown one, while two are compared. */
  readonly beside: AssetId | null
}

/** Models are asked in English, whatever the window speaks; a person changes it as they like. */
const FIRST_STUDIO_PROMPT =
  'Studio photograph of a model wearing exactly the garment of the picture: same colours, pattern, logo and cut. Three-quarter stance, plain warm grey backdrop, soft light from the left, 85 mm, eye level.'

const FIRST_LOOK: PromptLook = { encoder: 'on', style: null, shoot: {}, edited: null }

const FIRST: CreateState = {
  mode: 'studio',
  garment: null,
  references: { studio: [], creative: [] },
  words: { studio: { prompt: FIRST_STUDIO_PROMPT, negative: '' }, creative: { prompt: '', negative: '' } },
  looks: { studio: FIRST_LOOK, creative: FIRST_LOOK },
  model: { studio: null, creative: null },
  parameters: {},
  pictures: 1,
  when: 'now',
  run: [],
  shown: null,
  beside: null,
}

/** How the room was left; each tab has its own. */
export const createRoomStore = createStore<CreateState>()(persist((): CreateState => FIRST, { name: 'drape.create', storage: keptByTab() }))

const { setState } = createRoomStore

export function setMode(mode: CreateMode): void {
  setState({ mode })
}

export function setGarment(garment: AssetId | null): void {
  setState({ garment })
}

export function setWords(words: Partial<Words>): void {
  setState(({ mode, words: before }) => ({ words: { ...before, [mode]: { ...before[mode], ...words } } }))
}

export function setLook(look: Partial<PromptLook>): void {
  setState(({ mode, looks: before }) => ({ looks: { ...before, [mode]: { ...before[mode], ...look } } }))
}

export function setModel(model: string | null): void {
  setState(({ mode, model: before }) => ({ model: { ...before, [mode]: model } }))
}

/** Undefined gives a parameter back to the model. */
export function setParameter(model: string, name: string, value: JsonValue | undefined): void {
  setState(({ parameters }) => {
    const { [name]: _before, ...rest } = parameters[model] ?? {}
    return { parameters: { ...parameters, [model]: value === undefined ? rest : { ...rest, [name]: value } } }
  })
}

export function changeReferences(change: (before: readonly Reference[]) => readonly Reference[]): void {
  setState(({ mode, references }) => ({ references: { ...references, [mode]: change(references[mode]) } }))
}

/** Takes a picture as the one that words are to change; what else was on the table in this mode is put aside. */
export function takeForWords(assetId: AssetId, prompt: string): void {
  setState(({ references, words, looks }) => ({
    mode: 'creative',
    looks: { ...looks, creative: { ...looks.creative, edited: null } },
    references: { ...references, creative: [{ role: 'image', assetId }] },
    words: { ...words, creative: { ...words.creative, prompt } },
  }))
}

export function show(shown: Shown): void {
  setState(({ beside }) => ({ shown, beside: shown.kind === 'asset' && beside === shown.id ? null : beside }))
}
