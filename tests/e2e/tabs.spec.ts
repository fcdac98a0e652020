import type { BrowserContext } from '@playwright/test'
import { GalleryPage } from './pages/gallery-page.ts'
import { TryOnPage } from './pages/try-on-page.ts'
import { expect, test } from './studio.ts'

async function openTab(context: BrowserContext, address: string): Promise<TryOnPage> {
  const tab = new TryOnPage(await context.newPage())
  await tab.open(address)
  return tab
}

test('what one tab does is seen in the other without a reload', async ({ room, page, context, studio }) => {
  const other = await openTab(context, `${studio.origin}/#gallery`)
  const theirs = new GalleryPage(other.page)
  await expect(theirs.at('gallery-empty')).toBeVisible()
  await room.at('sample').click()
  await room.hasPicture('garment')
  const samples = (await studio.client['library.list']({})).assets.length
  await expect(theirs.pictures).toHaveCount(samples)

  await room.at('draft').click()
  const progress = theirs.at('running-job').getByRole('progressbar')
  const seen = async () => Number(await progress.getAttribute('aria-valuenow'))
  await expect.poll(seen).toBeGreaterThan(0)
  const first = await seen()
  await expect.poll(seen).toBeGreaterThan(first)
  await expect(theirs.pictures).toHaveCount(samples + 1)
  await expect(theirs.at('tray')).toContainText('1 done today')

  await room.enter('gallery')
  const ours = new GalleryPage(page)
  await theirs.pictures.first().click()
  await expect(theirs.pictures.first()).toHaveAttribute('aria-selected', 'true')
  await other.page.keyboard.press('3')
  await expect(ours.pictures.first()).toHaveAccessibleName(/3 stars/)
  await other.page.keyboard.press('Delete')
  await expect(ours.pictures).toHaveCount(samples)
  await other.page.keyboard.press('Control+z')
  await expect(ours.pictures).toHaveCount(samples + 1)

  await other.enter('jobs')
  await room.runCommand('pause the queue')
  await expect(other.page.getByText('The queue is paused')).toBeVisible()
  await other.at('pause-queue').click()
  await expect(room.at('tray')).not.toContainText('paused')

  await room.openSettings('shortcuts')
  await room.at('shortcut-go.gallery').getByTestId('change-shortcut').click()
  await page.keyboard.press('q')
  // The other tab hears of it a moment later.
  await expect(async () => {
    await other.page.keyboard.press('q')
    await expect(other.page.locator('main[data-room=gallery]')).toBeVisible({ timeout: 1000 })
  }).toPass()
  await room.chooseLanguage('he')
  await room.chooseTheme('light')
  await expect(other.page.locator('html[lang=he][dir=rtl][data-theme=light]')).toBeAttached()
})

test('each tab has a table of its own, which its reload keeps; a new tab begins where the last one was', async ({
  room,
  page,
  context,
  studio,
}) => {
  // Open before anything lies on any table.
  const other = await openTab(context, `${studio.origin}/`)
  await room.at('sample').click()
  await room.hasPicture('garment')
  await other.page.reload()
  await expect(other.at('sample')).toBeVisible()

  const garment = (tab: TryOnPage) => tab.at('garment-slot').locator('bdi').first()
  await other.page.getByRole('button', { name: /Use as garment.*trousers/ }).click()
  await expect(garment(other)).toContainText('trousers')
  await page.reload()
  await expect(garment(room)).toContainText('teePrint')
  await other.page.reload()
  await expect(garment(other)).toContainText('trousers')
  await expect(other.at('person-picture')).toHaveCount(0)

  const third = await openTab(context, `${studio.origin}/`)
  await expect(garment(third)).toContainText('trousers')
})

test('a browser full of tabs shares one stream, which outlives the tab that has it', async ({ room, page, context, studio }) => {
  await room.connected()
  const tabs = [page]
  // A browser opens six connections to a host; each tab with a stream of its own would take one for good.
  for (let count = 0; count < 7; count++) tabs.push((await openTab(context, `${studio.origin}/#jobs`)).page)
  await room.runCommand('pause the queue')
  for (const tab of tabs) await expect(tab.getByTestId('tray')).toContainText('paused')

  // The last tab that was opened has the stream.
  await tabs.pop()?.close()
  await room.runCommand('resume the queue')
  for (const tab of tabs) await expect(tab.getByTestId('tray')).not.toContainText('paused')
  for (const tab of tabs) await expect(tab.getByTestId('connection')).toHaveAttribute('data-connection', 'connected')
})
