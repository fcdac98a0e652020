/** Roles of Electron's menu items; any other word is a mistake that Electron would only tell at run time. */
const ROLES = new Set(
  'about appMenu close copy cut delete editMenu fileMenu forceReload front help hide hideOthers minimize paste pasteAndMatchStyle quit recentDocuments redo reload resetZoom selectAll services toggleDevTools togglefullscreen toggleSpellChecker undo unhide viewMenu window windowMenu zoom zoomIn zoomOut'.split(
    ' ',
  ),
)
const NAMED_KEYS = new Set(
  'Plus Space Tab Backspace Delete Insert Return Enter Up Down Left Right Home End PageUp PageDown Escape Esc'.split(' '),
)

interface Template {
  readonly id?: string
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly enabled?: boolean
  readonly checked?: boolean
  readonly accelerator?: string
  readonly registerAccelerator?: boolean
  readonly submenu?: readonly Template[]
  readonly click?: () => void
}

class MenuItemDouble {
  readonly id: string | undefined
  readonly label: string
  readonly role: string | undefined
  readonly type: string
  readonly enabled: boolean
  readonly checked: boolean
  readonly accelerator: string | undefined
  readonly registerAccelerator: boolean
  readonly submenu: MenuDouble | undefined
  readonly #click: () => void

  constructor(template: Template) {
    if (template.role !== undefined && !ROLES.has(template.role)) throw new TypeError(`Unknown role ${template.role}`)
    if (template.accelerator !== undefined && !isAccelerator(template.accelerator))
      throw new TypeError(`Error processing argument: conversion failure from ${template.accelerator}`)
    this.id = template.id
    this.label = template.label ?? template.role ?? ''
    this.role = template.role
    this.type = template.type ?? (template.submenu === undefined ? 'normal' : 'submenu')
    this.enabled = template.enabled ?? true
    this.checked = template.checked ?? false
    this.accelerator = template.accelerator
    this.registerAccelerator = template.registerAccelerator ?? true
    this.submenu = template.submenu === undefined ? undefined : MenuDouble.buildFromTemplate(template.submenu)
    this.#click = template.click ?? (() => undefined)
  }

  click(): void {
    if (this.enabled) this.#click()
  }
}

/** The double of `Menu`: a tree that can be read and clicked. */
class MenuDouble {
  static #applicationMenu: MenuDouble | null = null
  readonly items: readonly MenuItemDouble[]

  constructor(items: readonly MenuItemDouble[]) {
    this.items = items
  }

  static buildFromTemplate(template: readonly Template[]): MenuDouble {
    return new MenuDouble(template.map((one) => new MenuItemDouble(one)))
  }

  static setApplicationMenu(menu: MenuDouble | null): void {
    MenuDouble.#applicationMenu = menu
  }

  static getApplicationMenu(): MenuDouble | null {
    return MenuDouble.#applicationMenu
  }

  getMenuItemById(id: string): MenuItemDouble | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found !== undefined && found !== null) return found
    }
    return null
  }
}

function isAccelerator(text: string): boolean {
  const parts = text.split('+')
  const key = parts.pop() ?? ''
  const areModifiers = parts.every((part) => ['CmdOrCtrl', 'CommandOrControl', 'Alt', 'Shift', 'Ctrl', 'Cmd', 'Super'].includes(part))
  return areModifiers && (NAMED_KEYS.has(key) || /^F\d{1,2}$/.test(key) || /^[ -~]$/.test(key))
}

export const Menu = MenuDouble
