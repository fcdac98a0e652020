import { join } from 'node:path'
import type { App } from 'electron'

/** Where the parts of the desktop app lie, and which version it is. */
export interface DesktopInstallation {
  readonly version: string
  readonly pagesFolder: string
  readonly preloadFile: string
  readonly samplesFolder: string
  readonly localesFolder: string
  readonly iconsFolder: string
  /** Folder with the model files; null takes them from the npm packages. */
  readonly modelFolder: string | null
}

/**
 * Native code opens samples and models, and can open nothing inside an asar archive: a packaged app has them beside it, in
 * its resources folder.
 */
export function findDesktopInstallation(
  app: Pick<App, 'getAppPath' | 'getVersion' | 'isPackaged'>,
  resourcesPath: string,
): DesktopInstallation {
  const root = app.getAppPath()
  const resources = app.isPackaged ? resourcesPath : join(root, 'resources')
  return {
    version: app.getVersion(),
    pagesFolder: join(root, 'out', 'renderer'),
    preloadFile: join(root, 'out', 'desktop', 'preload.cjs'),
    samplesFolder: join(resources, 'samples'),
    localesFolder: join(resources, 'locales'),
    iconsFolder: join(resources, 'icons'),
    modelFolder: app.isPackaged ? join(resources, 'models') : null,
  }
}
