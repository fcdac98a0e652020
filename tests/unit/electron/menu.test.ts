import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { APP_COMMANDS } from '../../../app/domain/app-commands.ts'
import { jobKind } from '../../../app/domain/job.ts'
import { LANGUAGES } from '../../../app/domain/languages.ts'
import { acceleratorOf } from '../../../electron/accelerator.ts'
import { createMenuTemplate, type MenuState } from '../../../electron/menu.ts'
import { type DesktopTexts, readTexts } from '../../../electron/texts.ts'
import english from '../../../resources/locales/en/desktop.json' with { type: 'json' }
import { Menu } from '../../support/electron-double/menu.ts'

const LOCALES = join(import.meta.dirname, '../../../resources/locales')

let texts: DesktopTexts
beforeAll(async () => {
  texts = await readTexts(LOCALES)
})

const state = (platform: NodeJS.Platform, more: Partial<MenuState> = {}): MenuState => ({
  commands: APP_COMMANDS,
  translate: texts.in('en'),
  platform,
  shortcuts: {},
  disabled: new Set(),
  checked: new Set(),
  isDevelopment: false,
  choose: () => undefined,
  ...more,
})

describe('the menu bar', () => {
  it.each(['linux', 'win32', 'darwin'] as const)('is one that Electron takes, with every command that has a place, on %s', (platform) => {
    const menu = Menu.buildFromTemplate(createMenuTemplate(state(platform)) as never)
    for (const command of APP_COMMANDS) expect(menu.getMenuItemById(command.id) !== null, command.id).toBe(command.menu !== null)
  })

  it('has the menu of the app, and quits from there, on a Mac only', () => {
    const roles = (platform: NodeJS.Platform) =>
      createMenuTemplate(state(platform)).map((menu) => [menu.id, (menu.submenu as { role?: string }[]).flatMap(({ role }) => role ?? [])])
    expect(roles('darwin')[0]).toEqual(['app', expect.arrayContaining(['hide', 'quit'])])
    expect(roles('linux')[0]).toEqual(['file', ['quit']])
    expect(roles('darwin')[1]).toEqual(['file', []])
  })

  it('takes no plain letter from the page on a Mac, where a menu cannot show a shortcut without taking it', () => {
    const menu = Menu.buildFromTemplate(createMenuTemplate(state('darwin')) as never)
    expect(menu.getMenuItemById('go.jobs')?.accelerator).toBeUndefined()
    expect(menu.getMenuItemById('palette.open')?.accelerator).toBe('CmdOrCtrl+K')
  })

  it('has no line at an end, and no two in a row', () => {
    for (const menu of createMenuTemplate(state('linux', { isDevelopment: true }))) {
      const kinds = (menu.submenu as { type?: string }[]).map(({ type }) => type === 'separator')
      expect(kinds[0], menu.id).toBe(false)
      expect(kinds.at(-1), menu.id).toBe(false)
      expect(
        kinds.some((isLine, at) => isLine && kinds[at + 1]),
        menu.id,
      ).toBe(false)
    }
  })

  it('offers the tools of developers to developers only', () => {
    const find = (isDevelopment: boolean) =>
      JSON.stringify(createMenuTemplate(state('linux', { isDevelopment }))).includes('toggleDevTools')
    expect([find(true), find(false)]).toEqual([true, false])
  })
})

describe('shortcuts', () => {
  it.each([
    ['Mod+Shift+z', 'CmdOrCtrl+Shift+Z'],
    ['+', 'Plus'],
    ['Mod++', 'CmdOrCtrl+Plus'],
    ['-', '-'],
    ['\\', '\\'],
    ['Alt+ArrowLeft', 'Alt+Left'],
    ['Mod+Enter', 'CmdOrCtrl+Return'],
    ['?', '?'],
    ['F5', 'F5'],
  ])('writes %s as %s', (shortcut, accelerator) => {
    expect(acceleratorOf(shortcut)).toBe(accelerator)
  })

  it('writes each that a person can press in a form that Electron takes', () => {
    const modifiers = fc.subarray(['Mod', 'Alt', 'Shift'])
    const keys = fc.oneof(
      fc.constantFrom('Enter', 'Escape', 'Tab', ' ', 'ArrowUp', 'Delete', 'F12', 'Home', 'PageDown'),
      fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)),
    )
    fc.assert(
      fc.property(modifiers, keys, (pressed, key) => {
        const accelerator = acceleratorOf([...pressed, key].join('+'))
        expect(() => Menu.buildFromTemplate([{ label: 'x', accelerator }])).not.toThrow()
      }),
    )
  })
})

describe('the texts of the window', () => {
  const keysOf = (value: object, prefix = ''): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'string' ? [prefix + key] : keysOf(inner as object, `${prefix}${key}.`),
    )

  it.each(LANGUAGES.map(({ id }) => id))('are all there in %s, with the same values to fill in', async (language) => {
    const { default: other } = (await import(`../../../resources/locales/${language}/desktop.json`)) as { default: object }
    expect(keysOf(other).sort()).toEqual(keysOf(english).sort())
    for (const key of keysOf(english)) {
      const values = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort()
      expect(values(texts.in(language)(key)), key).toEqual(values(texts.in('en')(key)))
      if (language !== 'en' && key !== 'app.name') expect(texts.in(language)(key), key).not.toBe(texts.in('en')(key))
    }
  })

  it('speak of every kind of job', () => {
    expect(Object.keys(english.notice.done).sort()).toEqual([...jobKind.options].sort())
    expect(Object.keys(english.notice.failed).sort()).toEqual([...jobKind.options].sort())
  })

  it('fill values in, and find keys that hold dots', () => {
    expect(texts.in('en')('menu.hide', { app: 'Drape' })).toBe('Hide Drape')
    expect(texts.in('he')('menu.hide', { app: 'Drape' })).toBe('הסתרת Drape')
    expect(texts.in('en')('errors.library.in-use')).not.toBe('errors.library.in-use')
    expect(texts.in('en')('nobody.knows')).toBe('nobody.knows')
  })
})
