/**
 * The parts of Electron that the host uses. They come in as a value, so that the same code runs in Electron and in the tests,
 * and so that everything the host may touch stands in one list.
 */
export type ElectronModules = Pick<
  typeof import('electron'),
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeImage'
  | 'nativeTheme'
  | 'Notification'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'shell'
>

/** What the process knows of itself and of its machine. */
export interface ProcessFacts {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** Folder beside the packaged app; unused where the app is not packaged. */
  readonly resourcesPath: string
  readonly workingFolder: string
  readonly homeFolder: string
  readonly cpuCount: number
}
