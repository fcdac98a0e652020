import { persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import { keptByTab } from '../frame/tab-storage.ts'

/** What the button of the try-on room makes: a draft on this machine, or a final at a service. */
export type TryOnMode = 'draft' | 'final'

export interface FinalSettings {
  /** The studio's name of the model; null for the first that can be used. */
  readonly model: string | null
  /** 1 to 5. */
  readonly realism: number
  readonly face: boolean
  readonly background: boolean
  /** Further paid tries, 0 to 3. */
  readonly maxRetries: number
  /** Whether money is spent where the draft is below the threshold. */
  readonly onWeakDraft: 'stop' | 'go-on'
}

interface FinalState {
  readonly mode: TryOnMode
  readonly settings: FinalSettings
  /** What a final on the stage is compared with. */
  readonly against: 'photo' | 'draft'
}

const FIRST: FinalState = {
  mode: 'draft',
  settings: { model: null, realism: 3, face: true, background: true, maxRetries: 2, onWeakDraft: 'stop' },
  against: 'photo',
}

/** How finals are to be; each tab has its own. */
export const finalStore = createStore<FinalState>()(persist((): FinalState => FIRST, { name: 'drape.final', storage: keptByTab() }))

export function changeFinal(settings: Partial<FinalSettings>): void {
  finalStore.setState(({ settings: before }) => ({ settings: { ...before, ...settings } }))
}
