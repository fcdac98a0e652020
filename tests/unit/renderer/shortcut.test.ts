import { describe, expect, it } from 'vitest'
import { APP_COMMANDS } from '../../../app/domain/app-commands.ts'
import { commandFor, conflictOf, shortcutFor, withShortcut } from '../../../renderer/commands/command-table.ts'
import { displayShortcut, isReserved, type KeyPress, shortcutOf } from '../../../renderer/commands/shortcut.ts'

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('a key press', () => {
  it.each([
    [press('k', 'KeyK', { ctrlKey: true }), 'Mod+k'],
    [press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+z'],
    [press('?', 'Slash', { shiftKey: true }), '?'],
    [press('+', 'Equal', { shiftKey: true }), '+'],
    [press('\\', 'Backslash'), '\\'],
    [press('S', 'KeyS', { shiftKey: true }), 'Shift+s'],
    [press(' ', 'Space'), 'Space'],
    [press('Escape', 'Escape'), 'Escape'],
    // A Hebrew and an Arabic layout: the place of the key counts where its letter is not Latin.
    [press('א', 'KeyT'), 't'],
    [press('ل', 'KeyG'), 'g'],
    [press('ן', 'KeyI', { ctrlKey: true }), 'Mod+i'],
    // A French layout: the letter counts where it is Latin.
    [press('a', 'KeyQ'), 'a'],
  ])('%j is %s', (given, expected) => {
    expect(shortcutOf(given, 'other')).toBe(expected)
  })

  it('is none for a modifier alone, or with a key that belongs to the system', () => {
    expect(shortcutOf(press('Shift', 'ShiftLeft', { shiftKey: true }), 'other')).toBeNull()
    expect(shortcutOf(press('k', 'KeyK', { metaKey: true }), 'other')).toBeNull()
    expect(shortcutOf(press('k', 'KeyK', { metaKey: true }), 'mac')).toBe('Mod+k')
    expect(shortcutOf(press('k', 'KeyK', { ctrlKey: true }), 'mac')).toBeNull()
  })

  it('is shown as it stands on the keys', () => {
    expect(displayShortcut('Mod+Shift+z', 'other')).toBe('Ctrl Shift Z')
    expect(displayShortcut('Mod+Shift+z', 'mac')).toBe('⌘⇧Z')
    expect(displayShortcut('Mod++', 'other')).toBe('Ctrl +')
    expect(displayShortcut('+', 'other')).toBe('+')
  })
})

describe('the table of commands', () => {
  it('has no two commands on one key where both could be meant, and none on a key of the browser', () => {
    for (const { id } of APP_COMMANDS) {
      const shortcut = shortcutFor(id, {})
      if (shortcut === null) continue
      expect(conflictOf(id, shortcut, {})?.id, `${id} on ${shortcut}`).toBeUndefined()
      expect(isReserved(shortcut), shortcut).toBe(false)
    }
  })

  it('gives each command an id of its own and each menu an order', () => {
    expect(new Set(APP_COMMANDS.map(({ id }) => id)).size).toBe(APP_COMMANDS.length)
    const places = APP_COMMANDS.map(({ menu }) => `${menu.group} ${menu.order}`)
    expect(new Set(places).size).toBe(places.length)
  })

  it('means the command of the room before one of everywhere, and nothing in another room', () => {
    expect(commandFor('0', 'try-on', {})?.id).toBe('view.fit')
    expect(commandFor('0', 'jobs', {})).toBeUndefined()
    expect(commandFor('j', 'try-on', {})?.id).toBe('go.jobs')
    expect(commandFor('x', 'jobs', { 'go.jobs': 'x' })?.id).toBe('go.jobs')
    expect(commandFor('j', 'jobs', { 'go.jobs': null })).toBeUndefined()
  })

  it('finds who would lose a key, and stores only what differs from the table', () => {
    expect(conflictOf('go.jobs', 't', {})?.id).toBe('go.try-on')
    expect(conflictOf('go.jobs', '0', {})?.id).toBe('view.fit')
    expect(conflictOf('go.jobs', 'q', {})).toBeUndefined()
    const changed = withShortcut({}, 'go.jobs', 'q')
    expect(changed).toEqual({ 'go.jobs': 'q' })
    expect(withShortcut(changed, 'go.jobs', 'j')).toEqual({})
    expect(withShortcut({}, 'go.jobs', null)).toEqual({ 'go.jobs': null })
  })
})
