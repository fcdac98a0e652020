import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '../../../app/domain/asset.ts'
import type { JobId } from '../../../app/domain/ids.ts'
import { importReport } from '../../../app/domain/import.ts'
import { isFinished } from '../../../app/domain/job.ts'
import { clientOf, listenIn, makeBarePage, type WindowClient } from '../../support/electron-double/bare-page.ts'
import { type DesktopDouble, hasChromium, launchDouble } from '../../support/electron-double/launch.ts'
import { makeClip } from '../../support/make-clip.ts'
import { until } from '../../support/until.ts'

const root = join(import.meta.dirname, '../../..')
const SAMPLES = join(root, 'resources/samples')

let folder: string
let app: DesktopDouble
let page: Page
let client: WindowClient
let asset: Asset

const ended = (id: JobId) =>
  until(
    `job ${id} ends`,
    async () => {
      const job = await client['jobs.get']({ id })
      return isFinished(job.state) && job
    },
    60_000,
  )
const menuTexts = () =>
  app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).map((menu) => [menu.label, ...(menu.submenu?.items ?? []).map((item) => item.label)]),
  )
const item = (id: string) =>
  app.evaluate(({ Menu }, wanted) => {
    const found = Menu.getApplicationMenu()?.getMenuItemById(wanted)
    return found === null || found === undefined
      ? undefined
      : {
          label: found.label,
          enabled: found.enabled,
          checked: found.checked,
          accelerator: found.accelerator,
          registerAccelerator: found.registerAccelerator,
        }
  }, id)
const shownOf = (what: string) => app.evaluate(({ shown }, kind) => shown.filter((one) => one.what === kind).map((one) => one.values), what)
/** A person turns to another program. */
const lookAway = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur())

describe.skipIf(!hasChromium)('the window among the other programs of the system', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drape-window-'))
    app = await launchDouble({ pagesFolder: await makeBarePage(), folder })
    page = await app.window()
    client = clientOf(page)
    await ended((await client['library.import-sample']({})).jobId)
    asset = (await client['library.list']({ limit: 1 })).assets[0] as Asset
  })
  afterAll(async () => {
    await app.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  describe('the menu bar', () => {
    it('is made from the table of commands, and only shows shortcuts', async () => {
      expect((await menuTexts()).map(([label]) => label)).toEqual([
        'File',
        'Edit',
        'View',
        'Go',
        'Try-on',
        'Create',
        'Canvas',
        'Video',
        'Gallery',
        'Jobs',
        'Window',
        'Help',
      ])
      expect(await item('try-on.draft')).toMatchObject({ accelerator: 'CmdOrCtrl+Return', registerAccelerator: false, enabled: true })
    })

    it('tells the page what was chosen', async () => {
      await listenIn(page)
      await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('go.jobs')?.click())
      await until('the page hears of it', () =>
        page.evaluate(() => window.heard.some((event) => event.type === 'host.command' && event.id === 'go.jobs')),
      )
    })

    it('shows what cannot be done now, and which choices are made', async () => {
      await client['host.set-menu']({ disabled: ['try-on.cancel'], checked: ['theme.dark'] })
      expect(await item('try-on.cancel')).toMatchObject({ enabled: false })
      expect(await item('theme.dark')).toMatchObject({ checked: true })
      expect(await item('theme.light')).toMatchObject({ checked: false })
    })

    it('follows language, shortcuts and theme', async () => {
      await client['preferences.change']({ language: 'he', theme: 'light', shortcuts: { 'try-on.draft': 'Mod+Shift+d', 'go.jobs': null } })
      await until('the menu speaks Hebrew', async () => (await menuTexts())[0]?.[0] === 'קובץ')
      expect(await item('try-on.draft')).toMatchObject({ accelerator: 'CmdOrCtrl+Shift+D' })
      expect((await item('go.jobs'))?.accelerator).toBeUndefined()
      // What the page told before still holds.
      expect(await item('try-on.cancel')).toMatchObject({ enabled: false })
      expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('light')
      await client['preferences.change']({ language: 'ar' })
      await until('the menu speaks Arabic', async () => (await menuTexts())[0]?.[0] === 'ملف')
      await client['preferences.change']({ language: 'en', theme: 'dark', shortcuts: {} })
      await until('the menu speaks English', async () => (await menuTexts())[0]?.[0] === 'File')
    })
  })

  describe('dialogs and files', () => {
    it('lets a person choose pictures, which may then be imported', async () => {
      const paths = [join(SAMPLES, 'person-ben.jpg')]
      await app.evaluate(({ dialog, shown }, chosen) => {
        dialog.showOpenDialog = async (_window, options) => {
          shown.push({ what: 'open', values: [options] })
          return { canceled: false, filePaths: chosen }
        }
      }, paths)
      expect(await client['host.choose-pictures']({ what: 'files' })).toEqual({ paths })
      expect((await shownOf('open')).at(-1)).toMatchObject([
        { title: 'Choose pictures', properties: ['openFile', 'multiSelections'], filters: [{ name: 'Pictures' }] },
      ])
      const { jobId } = await client['library.import-paths']({ paths })
      expect(await ended(jobId)).toMatchObject({ state: 'succeeded', result: { refused: [] } })
    })

    it('takes a cancelled dialog for nothing', async () => {
      await app.evaluate(({ dialog }) => {
        dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] })
      })
      expect(await client['host.choose-pictures']({ what: 'folder' })).toEqual({ paths: [] })
      expect(await client['host.save-copy']({ hash: asset.hash, name: 'x.jpg' })).toEqual({ saved: false })
    })

    it('saves a copy where a person says', async () => {
      const target = join(folder, 'copy.jpg')
      await app.evaluate(({ dialog, shown }, filePath) => {
        dialog.showSaveDialog = async (_window, options) => {
          shown.push({ what: 'save', values: [options] })
          return { canceled: false, filePath }
        }
      }, target)
      expect(await client['host.save-copy']({ hash: asset.hash, name: '../../evil\u202egpj.exe' })).toEqual({ saved: true })
      expect((await readFile(target)).length).toBe(asset.sizeBytes)
      const [options] = (await shownOf('save')).at(-1) as [{ defaultPath: string }]
      expect(basename(options.defaultPath)).toBe('_.._evilgpj.exe')
    })

    it('says so where the copy cannot be written', async () => {
      await app.evaluate(({ dialog }) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: '/proc/no/such/place.jpg' })
      })
      await expect(client['host.save-copy']({ hash: asset.hash, name: 'x.jpg' })).rejects.toMatchObject({ code: 'storage.failed' })
    })

    it('lets a person choose where posts go, remembers it, and takes no other folder', async () => {
      const chosen = await mkdtemp(join(folder, 'posts-'))
      const clip = { assetId: asset.id, recipe: { outputs: [{ name: 'x', ratio: '1:1' as const }] } }
      expect(await client['host.export-folder']({})).toEqual({ folder: null })
      await expect(client['clips.export']({ ...clip, posts: { folder: chosen } })).rejects.toMatchObject({ code: 'request.forbidden' })
      await app.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
      }, chosen)
      expect(await client['host.choose-export-folder']({})).toEqual({ folder: chosen })
      expect(await client['host.export-folder']({})).toEqual({ folder: chosen })
      // The folder is taken; that this is no clip is found after it.
      await expect(client['clips.export']({ ...clip, posts: { folder: chosen } })).rejects.toMatchObject({ code: 'asset.not-a-clip' })
      await app.evaluate(({ dialog }) => {
        dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] })
      })
      expect(await client['host.choose-export-folder']({})).toEqual({ folder: chosen })
      // A disk that is not plugged in.
      await rm(chosen, { recursive: true })
      expect(await client['host.export-folder']({})).toEqual({ folder: null })
    })

    it('opens the folder of a post, and none that no export made', async () => {
      const path = await makeClip(join(folder, 'walk.mp4'), { seconds: 1, width: 160, height: 90 })
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
      }, path)
      const { paths } = await client['host.choose-pictures']({ what: 'files' })
      const imported = await ended((await client['library.import-paths']({ paths })).jobId)
      const { jobId } = await client['clips.export']({
        assetId: importReport.parse(imported.result).imported[0]?.id ?? asset.id,
        recipe: { outputs: [{ name: 'reel', ratio: '9:16', shortSidePx: 64, networks: ['reels'], caption: 'New' }] },
        posts: {},
      })
      const { state, result } = await ended(jobId)
      expect(state).toBe('succeeded')
      const [post] = (result as { posts: { folder: string }[] }).posts
      await client['host.open-post']({ jobId, network: 'reels' })
      const files = (await readdir(post?.folder ?? '')).sort()
      expect(files).toEqual(['caption.txt', 'walk reel.mp4'])
      expect((await shownOf('reveal')).at(-1)).toEqual([join(post?.folder ?? '', files[0] ?? '')])
      await expect(client['host.open-post']({ jobId, network: 'web' })).rejects.toMatchObject({ code: 'file.not-found' })
      await expect(client['host.open-post']({ jobId: imported.id, network: 'reels' })).rejects.toMatchObject({ code: 'file.not-found' })
    })

    it('shows a file in the file manager, and drags files out', async () => {
      await client['host.reveal']({ hash: asset.hash })
      const [path] = (await shownOf('reveal')).at(-1) as [string]
      expect(path.startsWith(join(app.libraryFolder, 'originals'))).toBe(true)
      await client['host.start-drag']({ hashes: [asset.hash] })
      const drags = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.drags)
      expect(drags).toMatchObject([{ file: path, files: [path], icon: { path: expect.stringMatching(/drag\.png$/) } }])
      await expect(client['host.reveal']({ hash: '0'.repeat(64) as never })).rejects.toMatchObject({ code: 'asset.not-found' })
    })
  })

  describe('while jobs run', () => {
    it('shows their progress in the taskbar, and takes it away', async () => {
      const { jobId } = await client['pose.start']({ assetId: asset.id })
      await ended(jobId)
      const bars = await until('the bar is gone again', async () => {
        const all = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.progress ?? [])
        return all.at(-1)?.fraction === -1 && all
      })
      expect(bars.some(({ fraction }) => fraction >= 0 && fraction <= 1)).toBe(true)
    })

    it('says nothing of what a person sees, and something of what ends behind their back', async () => {
      const notices = () => app.evaluate(({ Notification }) => Notification.all.map(({ title, body }) => ({ title, body })))
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus())
      await ended((await client['pose.start']({ assetId: asset.id })).jobId)
      const before = (await notices()).length
      await lookAway()
      const { jobId } = await client['pose.start']({ assetId: asset.id })
      await ended(jobId)
      const told = await until('a notification is shown', async () => {
        const all = await notices()
        return all.length > before && all
      })
      expect(told).toHaveLength(before + 1)
      expect(told.at(-1)).toMatchObject({ title: 'Pose found' })
      expect(await app.evaluate((electron) => electron.app.badgeCount)).toBe(1)
      await listenIn(page)
      await app.evaluate(({ Notification }) => void Notification.all.at(-1)?.emit('click'))
      await until('the page opens the job', () =>
        page.evaluate((id) => window.heard.some((event) => event.type === 'host.job-opened' && event.id === id), jobId),
      )
      expect(await app.evaluate((electron) => electron.app.badgeCount)).toBe(0)
    })

    it('tells why a job failed, in words', async () => {
      await lookAway()
      const garment = (await client['library.list']({})).assets.find((one) => one.name.startsWith('garment'))
      const { jobId } = await client['pose.start']({ assetId: garment?.id as never })
      const job = await ended(jobId)
      const told = await until('a notification is shown', async () =>
        app.evaluate(({ Notification }) => Notification.all.map(({ title, body }) => `${title}\n${body}`).at(-1)),
      )
      // Whether a flat garment counts as a failure is the job's business; its text is ours.
      expect(told).toMatch(job.state === 'failed' ? /^The pose was not found\n/ : /^Pose found\n/)
      expect(told).not.toMatch(/tryon\.|errors\./)
    })
  })

  describe('other launches', () => {
    it('hands its files over and ends; the first one comes to the front', async () => {
      await lookAway()
      const before = (await client['jobs.list']({ limit: 500 })).jobs.filter((job) => job.kind === 'import').length
      const second = await launchDouble({ folder, args: [join(SAMPLES, 'garment-teePrint.jpg'), '--flag'] })
      expect(await second.ended).toBe(0)
      const imports = await until('the file is imported', async () => {
        const all = (await client['jobs.list']({ limit: 500 })).jobs.filter((job) => job.kind === 'import')
        return all.length > before && all.every((job) => isFinished(job.state)) && all
      })
      expect(imports).toHaveLength(before + 1)
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused())).toBe(true)
    })

    it('imports a file that the Finder opens', async () => {
      const before = (await client['jobs.list']({ limit: 500 })).jobs.length
      const isPrevented = await app.evaluate(
        (electron, path) => {
          const event = { isPrevented: false, preventDefault: () => Object.assign(event, { isPrevented: true }) }
          electron.app.emit('open-file', event, path)
          return event.isPrevented
        },
        join(SAMPLES, 'person-ada.jpg'),
      )
      expect(isPrevented).toBe(true)
      await until('a job more is there', async () => (await client['jobs.list']({ limit: 500 })).jobs.length > before)
    })

    it('answers commands of this machine while the window has the library', () => {
      const { stdout, status } = spawnSync(
        process.execPath,
        ['app/server/main.ts', 'jobs', 'list', '--json', '--library', app.libraryFolder],
        {
          cwd: root,
          encoding: 'utf8',
        },
      )
      expect(status).toBe(0)
      expect(stdout).toContain('"kind":"import"')
    })
  })

  describe('the end, and the next start', () => {
    it('stops well with work that waits, comes back where it was, and goes on with the work', async () => {
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 300, y: 120, width: 1100, height: 700 }))
      await client['jobs.pause']({})
      const { jobId } = await client['pose.start']({ assetId: asset.id })
      expect(await app.close()).toBe(0)
      expect(app.errors()).toBe('')

      app = await launchDouble({ folder, settings: { displays: [{ x: 0, y: 0, width: 1920, height: 1040 }] } })
      page = await app.window()
      client = clientOf(page)
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.bounds)).toEqual({
        x: 300,
        y: 120,
        width: 1100,
        height: 700,
      })
      expect((await client['jobs.get']({ id: jobId })).state).toBe('queued')
      await client['jobs.resume']({})
      expect((await ended(jobId)).state).toBe('succeeded')
    })

    it('does not open on a display that is gone', async () => {
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 2500, y: 120, width: 1100, height: 700 }))
      await app.close()
      app = await launchDouble({ folder })
      page = await app.window()
      client = clientOf(page)
      const bounds = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.options)
      expect(bounds).toMatchObject({ width: 1100, height: 700 })
      expect(bounds).not.toHaveProperty('x')
    })
  })
})
