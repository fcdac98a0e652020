import { APP_COMMANDS } from '../app/domain/app-commands.ts'
import { type Language, languageOf } from '../app/domain/languages.ts'
import { DEFAULT_PREFERENCES, type Preferences } from '../app/domain/preferences.ts'
import { createMenuTemplate } from './menu.ts'
import type { ElectronModules } from './modules.ts'
import type { DesktopTexts, Translate } from './texts.ts'

export interface MenuBarOptions {
  readonly electron: Pick<ElectronModules, 'app' | 'Menu' | 'nativeTheme'>
  readonly texts: DesktopTexts
  readonly platform: NodeJS.Platform
  readonly choose: (commandId: string) => void
}

/** The menu bar as it is now: made again whenever the language, the shortcuts or what can be done changes. */
export class MenuBar {
  readonly #options: MenuBarOptions
  #preferences: Preferences = DEFAULT_PREFERENCES
  #disabled: ReadonlySet<string> = new Set()
  #checked: ReadonlySet<string> = new Set()

  constructor(options: MenuBarOptions) {
    this.#options = options
  }

  get language(): Language {
    return this.#preferences.language ?? languageOf(this.#options.electron.app.getPreferredSystemLanguages())
  }

  get translate(): Translate {
    return this.#options.texts.in(this.language)
  }

  setPreferences(preferences: Preferences): void {
    this.#preferences = preferences
    this.#options.electron.nativeTheme.themeSource = preferences.theme
    this.show()
  }

  setState(state: { readonly disabled: readonly string[]; readonly checked: readonly string[] }): void {
    this.#disabled = new Set(state.disabled)
    this.#checked = new Set(state.checked)
    this.show()
  }

  show(): void {
    const { electron, platform, choose } = this.#options
    const template = createMenuTemplate({
      commands: APP_COMMANDS,
      translate: this.translate,
      platform,
      shortcuts: this.#preferences.shortcuts,
      disabled: this.#disabled,
      checked: this.#checked,
      isDevelopment: !electron.app.isPackaged,
      choose,
    })
    electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(template))
  }
}
