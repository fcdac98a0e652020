import { persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import type { AssetId, JobId } from '../../app/domain/ids.ts'
import type { GarmentType } from '../../app/domain/try-on.ts'
import { keptByTab } from '../frame/tab-storage.ts'
import type { Overlay } from './overlays.ts'

export type Slot = 'person' | 'garment'

export interface TryOnSettings {
  readonly garmentType: GarmentType | 'auto'
  readonly qualityThreshold: number
  readonly maxRetries: number
}

export interface TryOnState {
  readonly person: AssetId | null
  readonly garment: AssetId | null
  /** The job whose progress or result is on the stage. */
  readonly job: JobId | null
  readonly settings: TryOnSettings
  readonly view: 'result' | 'compare' | 'side-by-side'
  /** What is laid over the picture. */
  readonly overlays: readonly Overlay[]
  fill(slot: Slot, id: AssetId | null): void
  swap(): void
  show(job: JobId | null): void
  setView(view: TryOnState['view']): void
  toggleOverlay(overlay: Overlay): void
  change(settings: Partial<TryOnSettings>): void
}

/** What of it outlives the page. */
type Kept = Pick<TryOnState, 'person' | 'garment' | 'job' | 'settings' | 'view' | 'overlays'>

/** The state of the room. It outlives the page, so that a reload or a crash finds the same pictures on the table; each tab has a table of its own. */
export const tryOnStore = createStore<TryOnState>()(
  persist(
    (set) => ({
      person: null,
      garment: null,
      job: null,
      settings: { garmentType: 'auto', qualityThreshold: 0.7, maxRetries: 2 },
      view: 'compare',
      overlays: [],
      fill: (slot, id) => set({ [slot]: id, job: null }),
      swap: () => set((state) => ({ person: state.garment, garment: state.person, job: null })),
      show: (job) => set({ job }),
      setView: (view) => set({ view }),
      toggleOverlay: (overlay) =>
        set(({ overlays }) => ({
          overlays: overlays.includes(overlay) ? overlays.filter((one) => one !== overlay) : [...overlays, overlay],
        })),
      change: (settings) => set((state) => ({ settings: { ...state.settings, ...settings } })),
    }),
    {
      name: 'drape.try-on',
      storage: keptByTab<Kept>(),
      partialize: ({ person, garment, job, settings, view, overlays }): Kept => ({ person, garment, job, settings, view, overlays }),
    },
  ),
)
