const MODIFIERS: Readonly<Record<string, string>> = { Mod: 'CmdOrCtrl', Alt: 'Alt', Shift: 'Shift' }

/** Keys that Electron names otherwise than `KeyboardEvent.key` does. */
const KEYS: Readonly<Record<string, string>> = {
  '+': 'Plus',
  ' ': 'Space',
  Enter: 'Return',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
}

/** A shortcut of the command table (`Mod+Shift+z`) as Electron writes it (`CmdOrCtrl+Shift+Z`). */
export function acceleratorOf(shortcut: string): string {
  // The key may be the plus sign itself: `Mod++`.
  const parts = shortcut.endsWith('+') ? [...shortcut.slice(0, -1).split('+').filter(Boolean), '+'] : shortcut.split('+')
  const key = parts.at(-1) ?? ''
  const named = KEYS[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  return [...parts.slice(0, -1).map((part) => MODIFIERS[part] ?? part), named].join('+')
}
