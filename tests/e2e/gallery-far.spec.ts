import type { Page } from '@playwright/test'
import { fillLibrary } from '../../tools/bench/fill-library.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { test as base, expect } from './studio.ts'

const PICTURES = 6_000

/** A gallery of six thousand pictures, newest first: from `look 5999` to `look 0`. */
const test = base.extend<{ gallery: GalleryPage }>({
  studio: async ({ studio }, use) => {
    await fillLibrary(studio.library, { pictures: PICTURES, thumbnails: 20 })
    await use(studio)
  },
  gallery: async ({ room, page }, use) => {
    await room.enter('gallery')
    await use(new GalleryPage(page))
  },
})

/** Names of the procedures the page calls from now on. */
function callsOf(page: Page): string[] {
  const calls: string[] = []
  page.on('request', (request) => {
    const name = /\/rpc\/(.+)$/.exec(request.url())?.[1]
    if (name !== undefined) calls.push(name)
  })
  return calls
}

/** The picture is drawn, with its thumbnail. */
async function isShown(gallery: GalleryPage, name: string): Promise<void> {
  const cell = gallery.picture(`${name}.jpg`)
  await expect(cell).toBeInViewport()
  await expect.poll(() => cell.locator('img').evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true)
}

test('the End key and the scroll bar lead far away without the pages between', async ({ gallery, page }) => {
  await isShown(gallery, 'look 5999')
  const calls = callsOf(page)
  await gallery.picture('look 5999').click()
  await page.keyboard.press('End')
  await expect(gallery.picture('look 0.jpg')).toBeFocused()
  await isShown(gallery, 'look 0')
  await page.keyboard.press('ArrowLeft')
  await expect(gallery.picture('look 1.jpg')).toBeFocused()
  await gallery.at('grid').evaluate((grid) => grid.scrollTo({ top: (grid.scrollHeight - grid.clientHeight) / 2 }))
  await isShown(gallery, `look ${PICTURES / 2 - 1}`)
  await page.keyboard.press('Home')
  await expect(gallery.picture('look 5999')).toBeFocused()
  // Of thirty pages those around three places, each at most three.
  expect(calls.filter((name) => name === 'library.list').length).toBeLessThanOrEqual(9)
})

test('a range reaches over pages that were never seen', async ({ gallery, page }) => {
  await gallery.picture('look 5998').click()
  await page.keyboard.press('Shift+End')
  await expect(gallery.at('selected-count')).toHaveText(/^5,?999 selected$/)
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(gallery.at('selected-count')).toHaveText(/^5,?998 selected$/)
})

test('the full screen steps from page to page', async ({ gallery, page }) => {
  await gallery.picture('look 5999').click()
  await page.keyboard.press('End')
  await expect(gallery.picture('look 0.jpg')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(gallery.at('full-place')).toHaveText(/^6,?000 of 6,?000$/)
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowLeft')
  await expect(gallery.at('full-place')).toHaveText(/^5,?997 of 6,?000$/)
  await expect(gallery.at('full-screen')).toContainText('look 3.jpg')
})

test('stars of another tab are written where they are shown, and no page is asked for again', async ({ gallery, page, context }) => {
  const other = await context.newPage()
  await other.goto(new URL('/#gallery', page.url()).href)
  const theirs = new GalleryPage(other)
  await isShown(theirs, 'look 5999')
  const calls = callsOf(other)
  await gallery.picture('look 5998').click()
  await page.keyboard.press('5')
  await page.keyboard.press('p')
  await expect(theirs.picture('look 5998')).toHaveAccessibleName(/5 stars, picked/)
  // Thumbnails of rows further down may still be on their way.
  expect(calls.filter((name) => name !== 'library.thumbnails')).toEqual([])
})

test('pictures that go let the others move up, and those in sight only are asked for again', async ({ gallery, page }) => {
  await gallery.picture('look 5998').click()
  const calls = callsOf(page)
  await page.keyboard.press('Delete')
  await expect(gallery.picture('look 5998')).toHaveCount(0)
  await expect(gallery.picture('look 5997')).toBeFocused()
  await expect(gallery.at('count')).toHaveText(/^5,?999 pictures$/)
  await page.keyboard.press('Control+z')
  await isShown(gallery, 'look 5998')
  expect(calls.filter((name) => name === 'library.list').length).toBeLessThanOrEqual(6)
})
