import { copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import type { StudioContract } from '../app/contract/contract.ts'
import type { Client, Handlers } from '../app/contract/define.ts'
import type { DesktopContract } from '../app/contract/desktop.ts'
import { StudioError } from '../app/domain/errors.ts'
import { clipExportResult } from '../app/domain/video/clip-export-result.ts'
import { safeFileName } from '../app/platform/safe-path.ts'
import type { CoreContract } from '../app/studio/host-contract.ts'
import type { CameraLeave } from './camera-leave.ts'
import type { ExportFolder } from './export-folder.ts'
import type { ElectronModules } from './modules.ts'
import type { PathGrants } from './path-grants.ts'
import type { Translate } from './texts.ts'

const PICTURES = ['jpg', 'jpeg', 'png', 'webp', 'gif', 'avif', 'heic', 'heif', 'tif', 'tiff']
const CLIPS = ['mp4', 'm4v', 'mov', 'webm', 'mkv']

export interface DesktopPorts {
  readonly electron: Pick<ElectronModules, 'app' | 'dialog' | 'nativeImage' | 'shell'>
  readonly core: Pick<Client<CoreContract>, 'media.locate'>
  readonly jobs: Pick<Client<StudioContract>, 'jobs.get'>
  /** The window that asks. @throws StudioError where it is gone */
  readonly window: () => BrowserWindow
  readonly translate: () => Translate
  readonly grants: PathGrants
  readonly exportFolder: ExportFolder
  readonly camera: Pick<CameraLeave, 'give' | 'takeBack'>
  readonly iconsFolder: string
  readonly listen: (seq: number) => void
  readonly setMenu: (state: { readonly disabled: readonly string[]; readonly checked: readonly string[] }) => void
}

/** What the window answers itself. Paths stay on this side: a page names pictures by their content. */
export function desktopHandlers(ports: DesktopPorts): Handlers<DesktopContract> {
  const { electron, core, window, translate } = ports
  const pathOf = async (hash: string): Promise<string> => (await core['media.locate']({ hash, variant: 'original' })).path
  return {
    'host.listen': ({ seq }) => {
      ports.listen(seq)
      return {}
    },
    'host.choose-pictures': async ({ what }) => {
      const text = translate()
      const { canceled, filePaths } = await electron.dialog.showOpenDialog(window(), {
        title: text(what === 'folder' ? 'dialog.chooseFolder' : 'dialog.choosePictures'),
        properties: what === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
        filters: what === 'folder' ? [] : [{ name: text('dialog.pictures'), extensions: [...PICTURES, ...CLIPS] }],
      })
      if (canceled) return { paths: [] }
      for (const path of filePaths) ports.grants.add(path)
      return { paths: filePaths }
    },
    'host.save-copy': async ({ hash, name }) => {
      const source = await pathOf(hash)
      const { canceled, filePath } = await electron.dialog.showSaveDialog(window(), {
        title: translate()('dialog.saveCopy'),
        defaultPath: join(electron.app.getPath('pictures'), safeFileName(name)),
      })
      if (canceled || filePath === '') return { saved: false }
      await copyFile(source, filePath).catch((cause: NodeJS.ErrnoException) => {
        throw new StudioError(cause.code === 'ENOSPC' ? 'storage.full' : 'storage.failed', 'The copy could not be written', { cause })
      })
      return { saved: true }
    },
    'host.reveal': async ({ hash }) => {
      electron.shell.showItemInFolder(await pathOf(hash))
      return {}
    },
    ...exportHandlers(ports),
    'host.start-drag': async ({ hashes }) => {
      const files = await Promise.all(hashes.map(pathOf))
      const icon = electron.nativeImage.createFromPath(join(ports.iconsFolder, 'drag.png'))
      window().webContents.startDrag({ file: files[0] ?? '', files, icon })
      return {}
    },
    'host.use-camera': ({ isWanted }) => {
      if (isWanted) ports.camera.give(window().webContents.id)
      else ports.camera.takeBack()
      return {}
    },
    'host.set-menu': (state) => {
      ports.setMenu(state)
      return {}
    },
  }
}

/** Where posts go, and showing them. */
function exportHandlers({
  electron,
  jobs,
  window,
  translate,
  grants,
  exportFolder,
}: DesktopPorts): Pick<Handlers<DesktopContract>, 'host.export-folder' | 'host.choose-export-folder' | 'host.open-post'> {
  const current = async (): Promise<{ folder: string | null }> => {
    const folder = await exportFolder.read()
    if (folder !== null) grants.add(folder)
    return { folder }
  }
  return {
    'host.export-folder': current,
    'host.choose-export-folder': async () => {
      const { canceled, filePaths } = await electron.dialog.showOpenDialog(window(), {
        title: translate()('dialog.chooseExportFolder'),
        properties: ['openDirectory', 'createDirectory'],
      })
      const [folder] = filePaths
      if (!canceled && folder !== undefined) await exportFolder.choose(folder)
      return await current()
    },
    'host.open-post': async ({ jobId, network }) => {
      const made = clipExportResult.safeParse((await jobs['jobs.get']({ id: jobId })).result)
      const post = made.success ? made.data.posts.find((each) => each.network === network) : undefined
      if (post === undefined) throw new StudioError('file.not-found', 'The export made no such folder')
      const [first] = (await readdir(post.folder).catch(() => [] as string[])).sort()
      if (first === undefined) throw new StudioError('file.not-found', 'The folder is not there any more')
      // Shown, not opened: no path is ever handed to another program to run.
      electron.shell.showItemInFolder(join(post.folder, first))
      return {}
    },
  }
}
