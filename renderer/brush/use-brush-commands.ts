import { useStore } from 'zustand'
import { useCommands } from '../commands/command-handlers.ts'
import { brushStore } from './brush-store.ts'

/** What the keys and the palette do with the brush. */
export function useBrushCommands(): void {
  const { isOn, toggle, swap, resize, harden } = useStore(brushStore)
  const inHand = (run: () => void) => ({ run, isEnabled: () => isOn })
  useCommands({
    'brush.toggle': { run: toggle },
    'brush.swap': inHand(swap),
    'brush.smaller': inHand(() => resize(-1)),
    'brush.larger': inHand(() => resize(1)),
    'brush.softer': inHand(() => harden(-1)),
    'brush.harder': inHand(() => harden(1)),
  })
}
