import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readSettings } from './settings.ts'

const settings = readSettings()

/** Calls that would show something to a person, in their order. */
export const shown: { readonly what: string; readonly values: readonly unknown[] }[] = []
const note = (what: string, ...values: unknown[]): void => void shown.push({ what, values })

/** Nobody is there to answer: a test replaces these functions, as it does in the real Electron. */
export const dialog = {
  showOpenDialog: async (_window: unknown, options: unknown) => {
    note('open', options)
    return { canceled: true, filePaths: [] as string[] }
  },
  showSaveDialog: async (_window: unknown, options: unknown) => {
    note('save', options)
    return { canceled: true, filePath: '' }
  },
  showMessageBox: async (...values: unknown[]) => {
    note('message', values.at(-1))
    return { response: (values.at(-1) as { cancelId?: number }).cancelId ?? 0, checkboxChecked: false }
  },
  showErrorBox: (title: string, content: string) => {
    note('error', title, content)
    // The app may end with this; so does Electron where there is no display.
    console.error(`[error box] ${title}: ${content}`)
  },
}

export const shell = {
  showItemInFolder: (path: string) => note('reveal', path),
  openExternal: async (url: string) => note('external', url),
  openPath: async (path: string) => {
    note('open-path', path)
    return ''
  },
}

class NotificationDouble extends EventEmitter {
  static readonly all: NotificationDouble[] = []
  readonly title: string
  readonly body: string
  isShown = false

  constructor(options: { readonly title: string; readonly body: string }) {
    super()
    this.title = options.title
    this.body = options.body
    NotificationDouble.all.push(this)
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    this.isShown = true
  }
}
export const Notification = NotificationDouble

export const nativeTheme = Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: true })

export const nativeImage = { createFromPath: (path: string) => ({ path, isEmpty: () => false }) }

export const screen = {
  getAllDisplays: () => settings.displays.map((area, id) => ({ id, bounds: area, workArea: area })),
}

/** Encrypts with a key that lives as long as the process: what is written is no plain text, as with a keychain. */
const key = randomBytes(32)
export const safeStorage = {
  isEncryptionAvailable: () => settings.keychain !== 'none',
  isAsyncEncryptionAvailable: async () => settings.keychain !== 'none',
  getSelectedStorageBackend: () => (settings.keychain === 'none' ? 'unknown' : settings.keychain),
  encryptStringAsync: async (plain: string) => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, iv)
    const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), text])
  },
  decryptStringAsync: async (encrypted: Buffer) => {
    const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(0, 12)).setAuthTag(encrypted.subarray(12, 28))
    const result = Buffer.concat([decipher.update(encrypted.subarray(28)), decipher.final()]).toString('utf8')
    return { result, shouldReEncrypt: false }
  },
}
