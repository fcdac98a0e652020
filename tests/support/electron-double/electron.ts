/** What the app gets when it imports `electron`. */
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { listenToTest } from './control.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu } from './menu.ts'
import { protocol, session } from './session.ts'
import { dialog, Notification, nativeImage, nativeTheme, safeStorage, screen, shell, shown } from './system.ts'

listenToTest({
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
  shown,
})

export { app, BrowserWindow, dialog, ipcMain, Menu, Notification, nativeImage, nativeTheme, protocol, safeStorage, screen, session, shell }
