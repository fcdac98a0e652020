import { join } from 'node:path'
import { CuttableLine } from './cuttable-line.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { TryOnPage } from './pages/try-on-page.ts'
import { test as base, expect } from './studio.ts'

const SAMPLE = join(import.meta.dirname, '../../resources/samples/person-ada.jpg')
/** More than the log of events keeps. */
const TOO_MANY = 1_001

/** A room whose browser reaches the studio over a line that can be cut. */
const test = base.extend<{ line: CuttableLine; remote: TryOnPage }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern.
  line: async ({}, use) => {
    const line = new CuttableLine()
    await use(line)
    await line.cut()
  },
  remote: async ({ browser, line, studio }, use) => {
    const context = await browser.newContext({ proxy: await line.mend() })
    const room = new TryOnPage(await context.newPage())
    await room.open(await studio.start())
    await use(room)
    await context.close()
  },
})

test('a line that is cut for a while: the page says so, comes back by itself and has missed nothing', async ({ remote, line, studio }) => {
  const { page } = remote
  const alert = page.getByRole('alert').filter({ hasText: 'does not answer' })
  // That the machine has lost its network says nothing about a studio that is on it.
  await page.evaluate(() => dispatchEvent(new Event('offline')))
  await remote.at('sample').click()
  await remote.hasPicture('garment')

  await line.cut()
  await expect(alert).toBeVisible()
  await line.mend()
  await remote.connected()
  await expect(alert).toBeHidden()
  await studio.client['jobs.pause']({})
  await expect(remote.at('tray')).toContainText('paused')
  // Nothing else had changed, so nothing else was asked for again but what no event tells.
  const asked = line.asked.filter((path) => path.startsWith('/rpc/') && !path.startsWith('/rpc/jobs.'))
  expect(new Set(asked)).toEqual(new Set(['/rpc/host.describe', '/rpc/preferences.read']))
  await studio.client['jobs.resume']({})

  await remote.at('draft').click()
  await expect(remote.at('running-job')).toBeVisible()
  const [job] = (await studio.client['jobs.list']({ states: ['running'] })).jobs

  await line.cut()
  await expect(alert).toBeVisible()
  await expect(remote.at('connection')).toHaveAttribute('data-connection', 'lost')
  // What is asked for while nobody answers waits, and is no failure.
  await remote.enter('jobs')
  await expect.poll(async () => (await studio.client['jobs.get']({ id: job?.id as never })).state, { timeout: 60_000 }).toBe('succeeded')
  await studio.client['preferences.change']({ theme: 'light' })

  await line.mend()
  await remote.connected()
  await expect(alert).toBeHidden()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expect(remote.at('tray')).toContainText('1 done today')
  await remote.enter('try-on')
  await expect(remote.at('draft-picture')).toBeVisible()
})

test('what happens while a page opens is not missed, however late its stream is', async ({ page, studio }) => {
  const room = new TryOnPage(page)
  let open = (): void => undefined
  const late = new Promise<void>((resolve) => {
    open = resolve
  })
  await page.route('**/events?*', async (route) => {
    await late
    await route.continue()
  })
  await page.goto(await studio.start())
  await room.enter('gallery')
  await studio.client['library.import-sample']({})
  await expect.poll(async () => (await studio.client['jobs.count']({})).counts.succeeded).toBe(1)
  const { assets } = await studio.client['library.list']({})
  open()
  await expect(new GalleryPage(page).pictures).toHaveCount(assets.length)
})

test('more is missed than the studio remembers: everything is asked for again', async ({ remote, line, studio }) => {
  await remote.enter('gallery')
  await expect(remote.at('gallery-empty')).toBeVisible()
  await line.cut()
  await expect(remote.at('connection')).toHaveAttribute('data-connection', 'lost')
  // The change that matters comes first, so that it is among what is forgotten.
  await studio.client['library.import-sample']({})
  await expect.poll(async () => (await studio.client['jobs.list']({ states: ['succeeded'] })).jobs.length).toBe(1)
  const { assets } = await studio.client['library.list']({})
  for (let count = 0; count < TOO_MANY; count++) await studio.client[count % 2 === 0 ? 'jobs.pause' : 'jobs.resume']({})
  await line.mend()
  await remote.connected()
  await expect(new GalleryPage(remote.page).pictures).toHaveCount(assets.length)
  await expect(remote.at('tray')).toContainText('paused')
})

test('a host that is killed and started again: what the page waited for arrives, and what changed meanwhile is shown', async ({
  room,
  studio,
}) => {
  await room.enter('gallery')
  await expect(room.at('gallery-empty')).toBeVisible()
  await room.enter('try-on')
  await studio.client['jobs.pause']({})
  await room.pick('person', SAMPLE)
  await expect.poll(async () => (await studio.client['jobs.list']({ states: ['queued'] })).jobs.length).toBe(1)
  await studio.kill()
  await expect(room.page.getByRole('alert')).toContainText('Your work is safe')
  await studio.start()
  await room.connected()
  await studio.client['jobs.resume']({})
  await room.hasPicture('person')
  await room.enter('gallery')
  await expect(new GalleryPage(room.page).pictures).toHaveCount(1)
})
