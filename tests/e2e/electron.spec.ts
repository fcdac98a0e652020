import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Reply } from '../../app/rpc/reply.ts'
import { type DesktopApp, electronBinary, launchOnDouble, launchOnElectron } from './desktop-app.ts'

const SAMPLE = join(import.meta.dirname, '../../resources/samples/person-ada.jpg')

/** The same flows on each Electron that is here. */
const hosts: { readonly name: string; readonly launch: () => Promise<DesktopApp> }[] = [
  { name: 'the double of Electron', launch: launchOnDouble },
  ...(electronBinary.found ? [{ name: 'Electron', launch: launchOnElectron }] : []),
]

// Playwright loads this file in its workers too; one line is enough.
if (process.env['TEST_WORKER_INDEX'] === undefined) {
  console.log(
    electronBinary.found
      ? `Electron: the flows of the window run on the double and on ${electronBinary.program}.`
      : 'Electron: its binary is not on this machine; the flows of the window run on the double alone.',
  )
}

for (const host of hosts) {
  test.describe(`the window on ${host.name}`, () => {
    let app: DesktopApp
    const problems: string[] = []

    test.beforeAll(async () => {
      app = await host.launch()
      app.page.on('pageerror', (error) => problems.push(error.message))
      app.page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text())
      })
      // What went wrong before anybody listened would be missed.
      await app.page.reload()
    })
    test.afterAll(() => app.close())

    const call = async <T>(name: string, input: object = {}): Promise<T> => {
      const id = `flow-${Math.random()}`
      const reply = await app.inPage<Reply>(`drape.call(${JSON.stringify({ id, name, input })})`)
      if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`)
      return reply.value as T
    }
    const finished = async (jobId: string): Promise<{ state: string; result: unknown }> => {
      let job = { state: '', result: undefined as unknown }
      await expect
        .poll(
          async () => {
            job = await call<typeof job>('jobs.get', { id: jobId })
            return job.state
          },
          { timeout: 90_000 },
        )
        .toMatch(/succeeded|failed|canceled/)
      return job
    }
    const choose = (id: string) => app.evaluate(({ Menu }, command) => Menu.getApplicationMenu()?.getMenuItemById(command)?.click(), id)

    test('shows the studio from its own scheme, without an error', async () => {
      await expect(app.page).toHaveTitle(/Drape/)
      await expect(app.page.getByRole('heading', { level: 1 }).or(app.page.getByRole('main')).first()).toBeVisible()
      const address = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL(), null)
      expect(address).toMatch(/^drape:\/\/studio\//)
      const { capabilities } = await call<{ capabilities: object }>('host.describe')
      expect(capabilities).toMatchObject({ nativeDialogs: true, nativeMenu: true, pathImport: true })
      expect(problems).toEqual([])
    })

    test('goes where the menu bar says', async () => {
      await choose('go.jobs')
      await expect.poll(() => app.inPage('location.hash')).toBe('#jobs')
      await choose('go.try-on')
      await expect.poll(() => app.inPage('location.hash')).not.toBe('#jobs')
    })

    test('brings in the sample by the menu bar, and shows its pictures', async () => {
      await choose('try-on.sample')
      await expect.poll(async () => (await call<{ assets: unknown[] }>('library.list')).assets.length).toBeGreaterThanOrEqual(2)
      await expect
        .poll(() => app.inPage('[...document.images].filter((image) => image.src.includes("/media/") && image.naturalWidth > 0).length'))
        .toBeGreaterThan(0)
    })

    test('imports what a person chooses in a dialog of the system', async () => {
      await app.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
      }, SAMPLE)
      const { paths } = await call<{ paths: string[] }>('host.choose-pictures', { what: 'files' })
      const { jobId } = await call<{ jobId: string }>('library.import-paths', { paths })
      expect(await finished(jobId)).toMatchObject({ state: 'succeeded', result: { refused: [] } })
    })

    test('speaks Hebrew in the page and in the menu bar', async () => {
      await call('preferences.change', { language: 'he' })
      await expect.poll(() => app.inPage('document.documentElement.dir')).toBe('rtl')
      await expect
        .poll(() => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.some((item) => item.label === 'קובץ'), null))
        .toBe(true)
      await call('preferences.change', { language: 'en' })
      await expect.poll(() => app.inPage('document.documentElement.dir')).toBe('ltr')
    })

    test('takes back what is typed, and not what was done, while a field has the focus', async () => {
      const typed = () => app.inPage<string>('document.querySelector("[data-testid=search]").value')
      const isEnabled = (id: string) =>
        app.evaluate(({ Menu }, command) => Menu.getApplicationMenu()?.getMenuItemById(command)?.enabled, id)
      await choose('go.gallery')
      await expect
        .poll(() => app.inPage('document.querySelector("[data-testid=search]")?.focus() ?? document.activeElement.type'))
        .toBe('search')
      await app.page.keyboard.type('coat')
      await expect.poll(() => isEnabled('edit.undo')).toBe(true)
      await choose('edit.undo')
      await expect.poll(typed).toBe('')
      await expect.poll(() => isEnabled('edit.undo')).toBe(false)
      await choose('edit.redo')
      await expect.poll(typed).toBe('coat')
      await choose('edit.undo')
    })

    test('comes back in its room when its page dies in the middle of a draft; the draft is made', async () => {
      const { assets } = await call<{ assets: { id: string; name: string }[] }>('library.list')
      const find = (start: string) => assets.find(({ name }) => name.startsWith(start))?.id
      const { jobId } = await call<{ jobId: string }>('tryon.start', { personId: find('person'), garmentId: find('garment') })
      await choose('go.jobs')
      await expect.poll(() => app.inPage('location.hash')).toBe('#jobs')
      await app.inPage('window.beforeDeath = true')
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(), null)
      await expect
        .poll(() => app.inPage('"beforeDeath" in window ? "the old page" : location.hash').catch(() => 'no page'), { timeout: 30_000 })
        .toBe('#jobs')
      expect((await finished(jobId)).state).toBe('succeeded')
    })
  })
}
