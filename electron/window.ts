import type { BrowserWindowConstructorOptions } from 'electron'
import type { WindowPlace } from './window-state.ts'

/**
 * The window of the studio. Every switch that keeps a page away from the machine is written out, also where it is Electron's
 * default today: a default may change, and the tests read these back.
 */
export function windowOptions(options: {
  readonly place: WindowPlace['options']
  readonly preloadFile: string
  readonly iconFile: string
  readonly isDark: boolean
  readonly isDevelopment: boolean
}): BrowserWindowConstructorOptions {
  return {
    ...options.place,
    title: 'Drape',
    icon: options.iconFile,
    // Shown when the page has painted, on the colour of its ground: no white flash.
    show: false,
    backgroundColor: options.isDark ? '#1f1f1f' : '#f6f6f6',
    webPreferences: {
      preload: options.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      // A file dropped beside the drop zone must not replace the page.
      navigateOnDragDrop: false,
      // The spell checker fetches its dictionaries from the network.
      spellcheck: false,
      devTools: options.isDevelopment,
      // Work that runs shows its progress also while the window is behind others.
      backgroundThrottling: false,
    },
  }
}
