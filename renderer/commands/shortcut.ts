/** What is read of a key press. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

export type Platform = 'mac' | 'other'

const MODIFIER_KEYS: ReadonlySet<string> = new Set([
  'Control',
  'Meta',
  'Alt',
  'AltGraph',
  'Shift',
  'CapsLock',
  'Fn',
  'Dead',
  'Process',
  'Unidentified',
])

/** Keys by place, for layouts whose letters are not Latin: there the key that says T on an English keyboard means T. */
const BY_PLACE: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Slash: ['/', '?'],
  Backslash: ['\\', '|'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
}

/**
 * A key press in the words of the command table: `Mod+Shift+z`, `?`, `Escape`. Shift is part of a sign (`?`, not `Shift+/`) and
 * named beside a letter or a named key. Null for a modifier alone.
 */
export function shortcutOf(press: KeyPress, platform: Platform): string | null {
  if (MODIFIER_KEYS.has(press.key)) return null
  const isMod = platform === 'mac' ? press.metaKey : press.ctrlKey
  // Control on a Mac, and the Windows key elsewhere, belong to the system.
  if (platform === 'mac' ? press.ctrlKey : press.metaKey) return null
  const key = keyOf(press)
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase()
  const named = [isMod && 'Mod', press.altKey && 'Alt', press.shiftKey && !isSign && 'Shift', key]
  return named.filter((part) => part !== false).join('+')
}

function keyOf({ key, code, shiftKey }: KeyPress): string {
  if (key.length > 1) return key
  if (key === ' ') return 'Space'
  if (/^[\x21-\x7e]$/.test(key)) return key.toLowerCase()
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return letter.toLowerCase()
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit !== undefined && !shiftKey) return digit
  return BY_PLACE[code]?.[shiftKey ? 1 : 0] ?? key
}

const NAMES: Readonly<Record<Platform, Readonly<Record<string, string>>>> = {
  mac: {
    Mod: '⌘',
    Alt: '⌥',
    Shift: '⇧',
    Enter: '↵',
    Escape: 'Esc',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    Delete: '⌦',
  },
  other: { Mod: 'Ctrl', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Delete: 'Del' },
}

/** A shortcut as it stands on the keys: `Ctrl K`, `⌘K`. */
export function displayShortcut(shortcut: string, platform: Platform): string {
  const parts = partsOf(shortcut).map((part) => NAMES[platform][part] ?? (part.length === 1 ? part.toUpperCase() : part))
  return parts.join(platform === 'mac' ? '' : ' ')
}

/** Splits at plus signs, except where the key is one: `Mod++`. */
export function partsOf(shortcut: string): readonly string[] {
  return shortcut === '+' ? ['+'] : shortcut.split(/\+(?!$)/)
}

/** Keys that browsers keep for themselves, and keys that move the focus or press what has it. */
const RESERVED =
  /^(Mod\+(t|n|w|q|r|l|Shift\+(t|n|w)|Tab)|Alt\+(F4|ArrowLeft|ArrowRight)|F5|F6|F11|F12|Shift\+Tab|Enter|Space|Arrow\w+|Shift\+Arrow\w+)$/

export function isReserved(shortcut: string): boolean {
  return RESERVED.test(shortcut)
}

export function currentPlatform(): Platform {
  return /mac|iphone|ipad/i.test(navigator.userAgent) ? 'mac' : 'other'
}
