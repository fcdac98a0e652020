import { createStore } from 'zustand/vanilla'
import type { BrushedMask } from '../../app/domain/brushed-mask.ts'
import type { Brush } from './brush-machine.ts'

/** Sizes that can be chosen, as shares of a picture's long side. */
export const LEAST_WIDTH = 0.002
export const MOST_WIDTH = 0.3
/** Keys go up and down by this factor, and by this share of hardness. */
const WIDTH_STEP = 1.25
const HARDNESS_STEP = 0.1

interface BrushTool extends Brush {
  /** Whether the brush is in hand. */
  readonly isOn: boolean
  readonly mask: BrushedMask
  /** Whether the mask is seen over the picture. */
  readonly isMaskShown: boolean
  toggle(): void
  putAway(): void
  toggleMask(): void
  choose(change: Partial<Pick<BrushTool, 'mask' | 'mode' | 'width' | 'hardness'>>): void
  /** Add becomes erase, and the other way round. */
  swap(): void
  resize(direction: 1 | -1): void
  harden(direction: 1 | -1): void
}

/** The brush in hand. It stays as it was set while drafts come and go. */
export const brushStore = createStore<BrushTool>()((set) => ({
  isOn: false,
  mask: 'old-garment',
  isMaskShown: true,
  mode: 'add',
  width: 0.04,
  hardness: 0.8,
  toggle: () => set(({ isOn }) => ({ isOn: !isOn })),
  putAway: () => set({ isOn: false }),
  toggleMask: () => set(({ isMaskShown }) => ({ isMaskShown: !isMaskShown })),
  choose: ({ width, hardness, ...change }) =>
    set((now) => ({ ...change, width: inWidths(width ?? now.width), hardness: inHardness(hardness ?? now.hardness) })),
  swap: () => set(({ mode }) => ({ mode: opposite(mode) })),
  resize: (direction) => set(({ width }) => ({ width: inWidths(width * WIDTH_STEP ** direction) })),
  harden: (direction) => set(({ hardness }) => ({ hardness: inHardness(hardness + HARDNESS_STEP * direction) })),
}))

export function opposite(mode: Brush['mode']): Brush['mode'] {
  return mode === 'add' ? 'erase' : 'add'
}

const inWidths = (width: number): number => Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width)) * 1e4) / 1e4
const inHardness = (hardness: number): number => Math.round(Math.min(1, Math.max(0, hardness)) * 100) / 100
