import { createStore } from 'zustand/vanilla'

/** Whether the stage shows a live pose. Never remembered: nothing looks at anybody before it is asked to. */
export const livePoseStore = createStore<{ readonly isOpen: boolean; toggle(): void; close(): void }>()((set) => ({
  isOpen: false,
  toggle: () => set(({ isOpen }) => ({ isOpen: !isOpen })),
  close: () => set({ isOpen: false }),
}))
