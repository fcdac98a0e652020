import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeSmallJpeg } from '../support/generated-images.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { test as base, expect } from './studio.ts'

const NAMES = ['anchor.jpg', 'boat.jpg', 'café dress.jpg', 'dress red.jpg', 'elm.jpg', 'fern.jpg', 'green coat.jpg', 'hat.jpg']

/** The gallery, open, and files to bring in. */
const test = base.extend<{ gallery: GalleryPage; photos: readonly string[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern.
  photos: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'drape-photos-'))
    await use(await Promise.all(NAMES.map((name, seed) => writeSmallJpeg(join(folder, name), seed))))
    await rm(folder, { recursive: true })
  },
  gallery: async ({ room, page }, use) => {
    await room.enter('gallery')
    await use(new GalleryPage(page))
  },
})

test('from import to the trash and back, by keyboard only', async ({ room, page, photos }) => {
  await room.connected()
  const gallery = new GalleryPage(page)
  await page.keyboard.press('g')
  await expect(gallery.at('gallery-empty')).toBeVisible()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Control+o')])
  await chooser.setFiles([...photos])
  await expect(gallery.pictures).toHaveCount(NAMES.length)

  await page.keyboard.press('/')
  await expect(gallery.at('search')).toBeFocused()
  while (!(await gallery.pictures.first().evaluate((cell) => cell === document.activeElement))) await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(gallery.chosen).toHaveCount(2)
  await expect(gallery.at('selected-count')).toHaveText('2 selected')
  await page.keyboard.press('4')
  await expect(gallery.pictures.first().getByLabel('4 stars')).toBeVisible()
  await page.keyboard.press('p')
  await expect(gallery.pictures.nth(1)).toHaveAccessibleName(/4 stars, picked/)
  await page.keyboard.press('Control+z')
  await expect(gallery.pictures.nth(1)).toHaveAccessibleName(/4 stars$/)

  await page.keyboard.press('Delete')
  await expect(gallery.pictures).toHaveCount(NAMES.length - 2)
  await expect(gallery.at('undo-bar')).toContainText('2 pictures moved to the trash')
  // The focus goes on with the next picture.
  await expect(gallery.pictures.first()).toBeFocused()
  await page.keyboard.press('End')
  await expect(gallery.pictures.last()).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(gallery.pictures).toHaveCount(NAMES.length)
  await expect(gallery.pictures.first().getByLabel('4 stars')).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(gallery.chosen).toHaveCount(0)
  await page.keyboard.press('Control+a')
  await expect(gallery.chosen).toHaveCount(NAMES.length)
  await page.keyboard.press('Delete')
  await expect(gallery.at('gallery-empty')).toBeVisible()
  await gallery.runCommand('show or leave the trash')
  await expect(gallery.pictures).toHaveCount(NAMES.length)
  await page.keyboard.press('Control+a')
  await expect(gallery.chosen).toHaveCount(NAMES.length)
  await gallery.runCommand('take out of the trash')
  await expect(gallery.at('trash-empty')).toBeVisible()
})

test('search as it is typed, stars, flags, days and order', async ({ gallery, page, photos }) => {
  await gallery.bringIn(photos)
  await gallery.at('search').fill('DRESS cafe')
  await expect(gallery.pictures).toHaveCount(1)
  await expect(gallery.at('count')).toHaveText('1 of 8 pictures')
  await gallery.at('search').fill('nothing is called that')
  await expect(gallery.at('no-match')).toBeVisible()
  await gallery.at('clear-filters').click()
  await expect(gallery.pictures).toHaveCount(NAMES.length)

  await gallery.picture('fern').click()
  await page.keyboard.press('5')
  await gallery.picture('boat').click()
  await page.keyboard.press('3')
  await page.keyboard.press('x')
  await gallery.filter('rating', '3 stars and more')
  await expect(gallery.pictures).toHaveCount(2)
  await gallery.filter('flag', 'Rejected')
  await expect(gallery.pictures).toHaveAccessibleName(/^boat\.jpg/)
  await gallery.filter('flag', 'All')
  await gallery.filter('rating', 'All')
  await gallery.filter('kind', 'Drafts')
  await expect(gallery.at('no-match')).toBeVisible()
  await gallery.filter('kind', 'Photos')
  await gallery.filter('date', 'Today')
  await expect(gallery.pictures).toHaveCount(NAMES.length)
  await gallery.at('sort').click()
  await page.getByRole('menuitemradio', { name: 'Name' }).click()
  await expect(gallery.pictures.first()).toHaveAccessibleName(/^anchor/)
  await expect(gallery.pictures.last()).toHaveAccessibleName(/^hat/)
})

test('many at once: by clicks, by a band, rated and thrown away as one step', async ({ gallery, page, photos }) => {
  await gallery.bringIn(photos)
  await gallery.pictures.nth(1).click()
  await gallery.pictures.nth(3).click({ modifiers: ['Shift'] })
  await gallery.pictures.nth(5).click({ modifiers: ['Control'] })
  await expect(gallery.chosen).toHaveCount(4)
  await gallery.at('bulk-bar').getByTestId('star-2').click()
  await expect(gallery.at('undo-bar')).toContainText('2 stars: 4 pictures')
  await expect(gallery.page.getByLabel('2 stars').and(page.getByRole('img'))).toHaveCount(4)
  await page.keyboard.press('Control+z')
  await expect(gallery.page.getByLabel('2 stars').and(page.getByRole('img'))).toHaveCount(0)

  const [first, third] = [await gallery.pictures.nth(0).boundingBox(), await gallery.pictures.nth(2).boundingBox()]
  if (first === null || third === null) throw new Error('The pictures are not in sight')
  await page.mouse.move(first.x + first.width - 20, first.y + 60)
  await page.mouse.down()
  await page.mouse.move(third.x + 30, third.y + 100, { steps: 5 })
  await page.mouse.up()
  await expect(gallery.chosen).toHaveCount(3)
  await gallery.at('bulk-trash').click()
  await expect(gallery.pictures).toHaveCount(NAMES.length - 3)
  await gallery.at('show-trash').click()
  await expect(gallery.pictures).toHaveCount(3)
  await gallery.pictures.first().click()
  await gallery.at('detail-restore').click()
  await expect(gallery.pictures).toHaveCount(2)
  await gallery.at('leave-trash').click()
  await expect(gallery.pictures).toHaveCount(NAMES.length - 2)
})

test('full screen: arrows, stars, and the focus where the person got to', async ({ gallery, page, photos }) => {
  await gallery.bringIn(photos)
  await gallery.pictures.first().click()
  await page.keyboard.press('Enter')
  await expect(gallery.at('full-picture')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(gallery.at('full-place')).toHaveText('3 of 8')
  await page.keyboard.press('5')
  await expect(gallery.at('full-screen').getByTestId('star-5')).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Delete')
  await expect(gallery.at('full-place')).toHaveText('3 of 7')
  await page.keyboard.press('Control+z')
  await expect(gallery.at('full-place')).toHaveText('3 of 8')
  await page.keyboard.press('Escape')
  await expect(gallery.at('full-screen')).toBeHidden()
  await expect(gallery.pictures.nth(2)).toBeFocused()
})

test('files are dropped and pasted, and pictures go on to the try-on room', async ({ gallery, room, page, photos }) => {
  await gallery.drop(photos.slice(0, 3))
  await expect(gallery.pictures).toHaveCount(3)
  await room.paste(photos[3] ?? '')
  await expect(gallery.pictures).toHaveCount(4)
  await gallery.picture('boat').click()
  await gallery.at('as-person').click()
  await expect(page.locator('main[data-room=try-on]')).toBeVisible()
  await room.hasPicture('person')
})

test('Arabic mirrors the grid and its keys; the full screen runs from left to right', async ({ gallery, page, photos }) => {
  await gallery.bringIn(photos)
  await gallery.chooseLanguage('ar')
  const [first, second] = [await gallery.pictures.nth(0).boundingBox(), await gallery.pictures.nth(1).boundingBox()]
  expect(first?.x ?? 0).toBeGreaterThan(second?.x ?? 0)
  await gallery.pictures.first().click()
  await page.keyboard.press('ArrowLeft')
  await expect(gallery.pictures.nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(gallery.at('full-screen')).toHaveCSS('direction', 'ltr')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Escape')
  await expect(gallery.pictures.nth(2)).toBeFocused()
})
