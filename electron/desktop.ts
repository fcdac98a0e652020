import { join } from 'node:path'
import { desktopContract } from '../app/contract/desktop.ts'
import { StudioError } from '../app/domain/errors.ts'
import { languageOf } from '../app/domain/languages.ts'
import { type Config, readConfig } from '../app/platform/config.ts'
import { type Log, openLog } from '../app/platform/log.ts'
import { openSecretStore } from '../app/platform/secret-store.ts'
import { createDispatch, type Dispatch } from '../app/rpc/dispatch.ts'
import { createStaticPages } from '../app/server/static-pages.ts'
import { SCHEME } from './address.ts'
import { CameraLeave } from './camera-leave.ts'
import { desktopHandlers } from './desktop-handlers.ts'
import { EventFeed } from './event-feed.ts'
import { openExportFolder } from './export-folder.ts'
import { claimSingleInstance, FileIntake } from './file-intake.ts'
import { type DesktopInstallation, findDesktopInstallation } from './installation.ts'
import { bindIpc } from './ipc.ts'
import { JobSignals } from './job-signals.ts'
import { offerRestart, refuseToStart } from './last-resort.ts'
import { MainWindow } from './main-window.ts'
import { MenuBar } from './menu-bar.ts'
import type { ElectronModules, ProcessFacts } from './modules.ts'
import { guardNavigation } from './navigation-guard.ts'
import { type DesktopStudio, openDesktopStudio } from './open-studio.ts'
import { grantedDispatch, PathGrants } from './path-grants.ts'
import { createPageHandler, registerScheme } from './protocol.ts'
import { guardSession } from './session-guard.ts'
import { stopBeforeQuit } from './shutdown.ts'
import { type DesktopTexts, readTexts } from './texts.ts'
import { createSenderCheck } from './trusted-sender.ts'

/** As `appId` of electron-builder.yml. */
const APP_ID = 'studio.drape.app'

/** Starts the desktop app. What must be said before Electron is ready is said here; the rest follows when it is. */
export function startDesktop(electron: ElectronModules, facts: ProcessFacts): void {
  const { app } = electron
  let window: MainWindow | undefined
  // Of its own: the core writes the library's, and two would rotate one file.
  const log = openLog({ target: { folder: join(app.getPath('userData'), 'logs') } })
  const intake = new FileIntake(() => window?.show(), log)
  if (!claimSingleInstance(app, { facts, intake, onSecondLaunch: () => window?.show() })) {
    app.quit()
    return
  }
  registerScheme(electron.protocol)
  // Windows shows notifications of an app it can name only.
  if (facts.platform === 'win32') app.setAppUserModelId(APP_ID)
  app.enableSandbox()
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents))
  // On a Mac an app lives on without windows; its next window comes with a click on its icon.
  app.on('window-all-closed', () => {
    if (facts.platform !== 'darwin') app.quit()
  })
  app.on('activate', () => window?.show())
  void app.whenReady().then(async () => {
    const installation = findDesktopInstallation(app, facts.resourcesPath)
    const texts = await readTexts(installation.localesFolder)
    try {
      const config = configOf(facts)
      const studio = await openStudio(electron, { facts, config, installation })
      window = await openDesktop({ electron, facts, installation, texts, studio, config, log })
      intake.openTo(studio.core)
    } catch (thrown) {
      log.error({ err: thrown }, 'Drape cannot start')
      refuseToStart(electron, texts.in(languageOf(app.getPreferredSystemLanguages())), thrown)
    }
  })
}

async function openStudio(
  electron: ElectronModules,
  { facts, config, installation }: { readonly facts: ProcessFacts; readonly config: Config; readonly installation: DesktopInstallation },
): Promise<DesktopStudio> {
  const secrets = await openSecretStore({
    encryption: electron.safeStorage,
    platform: facts.platform,
    file: join(electron.app.getPath('userData'), 'secrets.json'),
  })
  return await openDesktopStudio({ config, installation, secrets: secrets.ok ? secrets.store : undefined })
}

interface DesktopParts {
  readonly electron: ElectronModules
  readonly facts: ProcessFacts
  readonly installation: DesktopInstallation
  readonly texts: DesktopTexts
  readonly studio: DesktopStudio
  readonly config: Config
  readonly log: Log
}

/** Joins the studio to a window: page, calls, events, menu, signals; and the ends of each. */
async function openDesktop(parts: DesktopParts): Promise<MainWindow> {
  const { electron, facts, installation, texts, studio, config, log } = parts
  const { core } = studio
  const menu = new MenuBar({
    electron,
    texts,
    platform: facts.platform,
    choose: (id) => {
      window.show()
      window.tell({ type: 'host.command', id })
    },
  })
  const translate = () => menu.translate
  const feed = new EventFeed(core, log)
  const window = new MainWindow({
    electron,
    installation,
    translate,
    log,
    onPageGone: (contentsId) => {
      feed.stop(contentsId)
      calls.forget(contentsId)
      camera.forget(contentsId)
    },
    onFocus: () => signals.seen(),
  })
  const grants = new PathGrants()
  const camera = new CameraLeave()
  const calls = bindIpc(electron.ipcMain, {
    dispatch: desktopDispatch(parts, { window, menu, feed, grants, camera }),
    isTrusted: createSenderCheck((contentsId) => window.owns(contentsId)),
    onGranted: (path) => grants.add(path),
  })
  const signals = new JobSignals({ electron, core, window, translate })
  guardSession(electron.session.defaultSession, camera)
  electron.protocol.handle(SCHEME, createPageHandler({ pages: createStaticPages(installation.pagesFolder), core: core.host }))
  stopBeforeQuit(electron.app, { stop: () => studio.close(), graceMs: config.shutdownGraceMs, log })
  core.onLost((reason) => {
    log.error({ reason }, 'The core is lost')
    void offerRestart(electron, menu.translate)
  })
  core.listen((event) => {
    if (event.type === 'preferences.changed') menu.setPreferences(event.preferences)
  })
  menu.setPreferences(await core.client['preferences.read']({}))
  window.show()
  return window
}

/** Answers for the window itself what belongs to it, and lets the core answer the rest. */
function desktopDispatch(
  { electron, studio, installation }: DesktopParts,
  ends: {
    readonly window: MainWindow
    readonly menu: MenuBar
    readonly feed: EventFeed
    readonly grants: PathGrants
    readonly camera: CameraLeave
  },
): Dispatch {
  const { window, menu, feed, grants, camera } = ends
  const current = () => {
    if (window.current === undefined) throw new StudioError('internal', 'The window that asked is gone')
    return window.current
  }
  const handlers = desktopHandlers({
    electron,
    core: studio.core.host,
    jobs: studio.core.client,
    exportFolder: openExportFolder(join(electron.app.getPath('userData'), 'exports.json')),
    window: current,
    translate: () => menu.translate,
    grants,
    iconsFolder: installation.iconsFolder,
    listen: (seq) => feed.start(current().webContents, seq),
    setMenu: (state) => menu.setState(state),
    camera,
  })
  const own = createDispatch(desktopContract, handlers)
  const core = grantedDispatch(studio.core.dispatch, grants)
  return (name, input, signal) => (Object.hasOwn(desktopContract, name) ? own : core)(name, input, signal)
}

function configOf({ env, platform, homeFolder, cpuCount }: ProcessFacts): Config {
  return readConfig({ env, platform, homeFolder, cpuCount })
}
