import { persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import type { AssetId, JobId } from '../../app/domain/ids.ts'
import type { Tuck } from '../../app/domain/try-on.ts'
import { keptByTab } from '../frame/tab-storage.ts'
import { EMPTY_STACK, emptyRow, type GarmentRow, type GarmentStack, type GarmentToWear, put, stackOf, wornOf } from './garment-stack.ts'
import type { Overlay } from './overlays.ts'

export type Slot = 'person' | 'garment'

export interface TryOnSettings {
  readonly tuck: Tuck
  readonly qualityThreshold: number
  readonly maxRetries: number
}

export interface TryOnState {
  readonly person: AssetId | null
  readonly stack: GarmentStack
  /** What pictures were taken as last, the latest last: in the lists of the other slot they are not offered. */
  readonly taken: readonly (readonly [AssetId, Slot])[]
  /** The job whose progress or result is on the stage. */
  readonly job: JobId | null
  readonly settings: TryOnSettings
  readonly view: 'result' | 'compare' | 'side-by-side'
  /** What is laid over the picture. */
  readonly overlays: readonly Overlay[]
  /** Puts a picture into a slot: as a garment, into the active row. Null takes it out. */
  fill(slot: Slot, id: AssetId | null): void
  wear(stack: GarmentStack): void
  dress(person: AssetId | null, worn: readonly GarmentToWear[]): void
  /** The person changes places with the active garment. */
  swap(): void
  show(job: JobId | null): void
  setView(view: TryOnState['view']): void
  toggleOverlay(overlay: Overlay): void
  change(settings: Partial<TryOnSettings>): void
}

/** What of it outlives the page. */
type Kept = Pick<TryOnState, 'person' | 'stack' | 'taken' | 'job' | 'settings' | 'view' | 'overlays'>

/** More are not remembered. */
const MOST_TAKEN = 200

/** The state of the room. It outlives the page, so that a reload or a crash finds the same pictures on the table; each tab has a table of its own. */
export const tryOnStore = createStore<TryOnState>()(
  persist(
    (set) => ({
      person: null,
      stack: EMPTY_STACK,
      taken: [],
      job: null,
      settings: { tuck: 'auto', qualityThreshold: 0.7, maxRetries: 2 },
      view: 'compare',
      overlays: [],
      fill: (slot, id) =>
        set((state) =>
          slot === 'person'
            ? { person: id, job: null, taken: noted(state.taken, 'person', [id]) }
            : wearing(state, id === null ? emptyRow(state.stack, state.stack.active) : put(state.stack, id)),
        ),
      wear: (stack) => set((state) => wearing(state, stack)),
      dress: (person, worn) =>
        set((state) => {
          const dressed = wearing(state, stackOf(worn))
          return { ...dressed, person, taken: noted(dressed.taken, 'person', [person]), job: person === state.person ? dressed.job : null }
        }),
      swap: () =>
        set(({ person, stack }) => ({
          person: stack.rows[stack.active]?.id ?? null,
          stack: {
            ...stack,
            rows: stack.rows.map((row, index) =>
              index === stack.active ? { ...row, id: person, type: 'auto' as const, front: 'closed' as const } : row,
            ),
          },
          job: null,
        })),
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
      version: 1,
      migrate: (kept, version) => (version === 0 ? fromOneGarment(kept as KeptGarment) : (kept as Kept)),
      storage: keptByTab<Kept>(),
      partialize: ({ person, stack, taken, job, settings, view, overlays }): Kept => ({
        person,
        stack,
        taken,
        job,
        settings,
        view,
        overlays,
      }),
    },
  ),
)

/** A draft of other garments, or in another order, is no draft of these: it leaves the stage. */
function wearing({ stack: before, taken, job }: TryOnState, stack: GarmentStack): Pick<TryOnState, 'stack' | 'taken' | 'job'> {
  const ids = wornOf(stack).map(({ id }) => id)
  const isSame =
    ids.join() ===
    wornOf(before)
      .map(({ id }) => id)
      .join()
  return { stack, job: isSame ? job : null, taken: isSame ? taken : noted(taken, 'garment', ids) }
}

function noted(taken: TryOnState['taken'], slot: Slot, ids: readonly (AssetId | null)[]): TryOnState['taken'] {
  const added = ids.flatMap((id) => (id === null ? [] : [[id, slot] as const]))
  return [...taken.filter(([id]) => !ids.includes(id)), ...added].slice(-MOST_TAKEN)
}

/** What was kept before there were outfits. */
type KeptGarment = Omit<Kept, 'stack' | 'taken' | 'settings'> & {
  readonly garment: AssetId | null
  readonly settings: Omit<TryOnSettings, 'tuck'> & { readonly garmentType: GarmentRow['type'] }
}

function fromOneGarment({ garment, settings: { garmentType, ...settings }, ...rest }: KeptGarment): Kept {
  return {
    ...rest,
    stack: stackOf(garment === null ? [] : [{ id: garment, type: garmentType }]),
    taken: [],
    settings: { ...settings, tuck: 'auto' },
  }
}
