import type { MenuItemConstructorOptions } from 'electron'
import { type AppCommand, MENU_GROUPS, type MenuGroup } from '../app/domain/app-commands.ts'
import { acceleratorOf } from './accelerator.ts'
import type { Translate } from './texts.ts'

export interface MenuState {
  readonly commands: readonly AppCommand[]
  readonly translate: Translate
  readonly platform: NodeJS.Platform
  /** Shortcuts that a person has changed, by command; null where it was taken away. */
  readonly shortcuts: Readonly<Record<string, string | null>>
  readonly disabled: ReadonlySet<string>
  readonly checked: ReadonlySet<string>
  /** Whether the items for people who work on Drape itself are shown. */
  readonly isDevelopment: boolean
  readonly choose: (commandId: string) => void
}

type Item = MenuItemConstructorOptions

const separator: Item = { type: 'separator' }

/** From this difference in `order` on, two items of a menu are parted by a line. */
const GAP = 10

/** The menu bar, from the table of commands, with the items that belong to the system among them. */
export function createMenuTemplate(state: MenuState): Item[] {
  const isMac = state.platform === 'darwin'
  const menus = MENU_GROUPS.map((group) => groupMenu(group, state))
  const help = menus.pop()
  return [...(isMac ? [appMenu(state)] : []), ...menus, windowMenu(state), ...(help === undefined ? [] : [help])]
}

function groupMenu(group: MenuGroup, state: MenuState): Item {
  const own = commandItems(group, state)
  const submenu = joined([own, systemItems(group, state)])
  return { id: group, label: state.translate(`menu.${group}`), submenu, ...(group === 'help' ? { role: 'help' as const } : {}) }
}

/** Items of one group in their order, parted by lines. */
function commandItems(group: MenuGroup, state: MenuState): Item[] {
  const placed = state.commands
    .flatMap((command) => (command.menu?.group === group ? [{ command, order: command.menu.order }] : []))
    .sort((a, b) => a.order - b.order)
  return placed.flatMap(({ command, order }, at) => {
    const before = placed[at - 1]
    const item = commandItem(command, state)
    return before !== undefined && order - before.order >= GAP ? [separator, item] : [item]
  })
}

function commandItem(command: AppCommand, state: MenuState): Item {
  const shortcut = state.shortcuts[command.id] === undefined ? command.shortcut : state.shortcuts[command.id]
  const isChecked = state.checked.has(command.id)
  return {
    id: command.id,
    label: state.translate(command.labelKey),
    enabled: !state.disabled.has(command.id),
    ...(isChecked ? { type: 'checkbox' as const, checked: true } : {}),
    ...acceleratorFor(shortcut, state.platform),
    click: () => state.choose(command.id),
  }
}

/**
 * The page listens for shortcuts itself: a letter typed into a field is no command. Elsewhere the menu only shows them; a Mac
 * cannot show one without taking it, so there the plain letters are left out.
 */
function acceleratorFor(shortcut: string | null | undefined, platform: NodeJS.Platform): Item {
  if (shortcut === null || shortcut === undefined) return {}
  if (platform === 'darwin' && !shortcut.startsWith('Mod+')) return {}
  return { accelerator: acceleratorOf(shortcut), registerAccelerator: false }
}

/** What the system's own items do is done by roles: they also work in text fields, and in dialogs of the system. */
function systemItems(group: MenuGroup, state: MenuState): Item[] {
  const item = (role: NonNullable<Item['role']>, key: string): Item => ({ role, label: state.translate(`menu.${key}`) })
  if (group === 'file' && state.platform !== 'darwin') return [item('quit', 'quit')]
  if (group === 'edit') return [item('cut', 'cut'), item('copy', 'copy'), item('paste', 'paste'), item('selectAll', 'selectAll')]
  if (group !== 'view') return []
  const size = [item('resetZoom', 'textNormal'), item('zoomIn', 'textLarger'), item('zoomOut', 'textSmaller')]
  const development = state.isDevelopment ? [separator, item('reload', 'reload'), item('toggleDevTools', 'developerTools')] : []
  return [...size, separator, item('togglefullscreen', 'fullScreen'), ...development]
}

function appMenu({ translate }: MenuState): Item {
  const app = translate('app.name')
  const item = (role: NonNullable<Item['role']>, key: string): Item => ({ role, label: translate(`menu.${key}`, { app }) })
  return {
    id: 'app',
    label: app,
    submenu: joined([
      [item('services', 'services')],
      [item('hide', 'hide'), item('hideOthers', 'hideOthers'), item('unhide', 'showAll')],
      [item('quit', 'quit')],
    ]),
  }
}

function windowMenu({ translate, platform }: MenuState): Item {
  const item = (role: NonNullable<Item['role']>, key: string): Item => ({ role, label: translate(`menu.${key}`) })
  const arrange = platform === 'darwin' ? [item('zoom', 'zoom'), separator, item('front', 'front')] : []
  return {
    id: 'window',
    role: 'window',
    label: translate('menu.window'),
    submenu: [item('minimize', 'minimize'), ...arrange, item('close', 'close')],
  }
}

function joined(parts: readonly Item[][]): Item[] {
  return parts.filter((part) => part.length > 0).flatMap((part, at) => (at === 0 ? part : [separator, ...part]))
}
