/** What a test decides before the app starts; it comes in the environment. */
export interface DoubleSettings {
  /** Folder of `app.getAppPath()`. */
  readonly appFolder: string
  readonly userDataFolder: string
  readonly isPackaged: boolean
  /** `process.resourcesPath`. */
  readonly resourcesFolder: string
  readonly languages: readonly string[]
  readonly displays: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[]
  /** `none`: no keychain at all. */
  readonly keychain: 'gnome_libsecret' | 'basic_text' | 'none'
  readonly chromium: string
  readonly debuggingPort: number
}

export const SETTINGS_VARIABLE = 'ELECTRON_DOUBLE'

export function readSettings(): DoubleSettings {
  const text = process.env[SETTINGS_VARIABLE]
  if (text === undefined) throw new Error(`${SETTINGS_VARIABLE} is not set: the double is started by launch.ts`)
  return JSON.parse(text) as DoubleSettings
}
