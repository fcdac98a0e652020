import { cpus, homedir } from 'node:os'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
} from 'electron'
import { startDesktop } from './desktop.ts'

// Nothing is awaited here: Electron waits for this module before it is ready, and the desktop waits for that.
startDesktop(
  {
    app,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu,
    nativeImage,
    nativeTheme,
    Notification,
    protocol,
    safeStorage,
    screen,
    session,
    shell,
  },
  {
    argv: process.argv,
    env: process.env,
    platform: process.platform,
    resourcesPath: process.resourcesPath,
    workingFolder: process.cwd(),
    homeFolder: homedir(),
    cpuCount: cpus().length,
  },
)
