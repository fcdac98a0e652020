import { join } from 'node:path'
import { GalleryPage } from './pages/gallery-page.ts'
import { Keyboard } from './pages/keyboard.ts'
import { expect, test } from './studio.ts'

const SAMPLES = join(import.meta.dirname, '../../resources/samples')

test('from the first launch to a draft that is rated, found, thrown away and taken back, without a pointer', async ({ room, page }) => {
  const keys = new Keyboard(page)
  const chosenBy = async (name: string, press: () => Promise<void>): Promise<void> => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press()])
    await chooser.setFiles(join(SAMPLES, name))
  }
  await keys.press('Tab')
  await expect(page.getByRole('button', { name: 'To the room' })).toBeFocused()
  await keys.press('Enter')
  await expect(page.locator('main')).toBeFocused()
  await keys.focusIsSeen()

  await keys.tabTo(room.at('person-slot'))
  await chosenBy('person-ada.jpg', () => keys.press('Enter'))
  await room.hasPicture('person')
  await expect(room.at('person-slot')).toBeFocused()
  await keys.tabTo(room.at('garment-slot'))
  await chosenBy('garment-teePrint.jpg', () => keys.press('Space'))
  await room.hasPicture('garment')
  await expect(room.at('garment-slot')).toBeFocused()

  await keys.tabTo(room.at('draft'))
  await keys.press('Enter')
  await expect(room.at('cancel')).toBeFocused()
  await room.at('draft-picture').waitFor()
  await expect(room.at('draft')).toBeFocused()
  await keys.focusIsSeen()

  await keys.tabTo(page.getByRole('radio', { name: 'Before/after', exact: true }))
  await keys.press('ArrowLeft')
  await expect(room.at('before-picture')).toHaveCount(0)
  await keys.press('ArrowRight')
  await keys.tabTo(room.at('divider'))
  await keys.press('Shift+ArrowLeft')
  await expect(room.at('divider')).toHaveAttribute('aria-valuenow', '40')

  await keys.press('g')
  const gallery = new GalleryPage(page)
  await expect(gallery.pictures).toHaveCount(3)
  await expect(page.locator('main[data-room=gallery]')).toBeFocused()
  await keys.focusIsSeen()
  await keys.tabTo(gallery.pictures.first())
  await keys.press('5')
  await expect(gallery.pictures.first()).toHaveAccessibleName(/5 stars/)
  await keys.press('/')
  await keys.focusIsSeen()
  await page.keyboard.type('coat')
  // A field has its own undo; what was done before is not touched by it.
  await keys.press('Control+z')
  await expect(gallery.at('search')).toHaveValue(/^c?$/)
  await keys.press('Control+a')
  await page.keyboard.type('ada in')
  await expect(gallery.pictures).toHaveCount(1)
  await keys.tabTo(gallery.pictures.first())
  await keys.press('Delete')
  await expect(gallery.at('no-match')).toBeVisible()
  await keys.focusIsSeen()
  await keys.press('Control+z')
  await expect(gallery.pictures.first()).toHaveAccessibleName(/5 stars/)
  await keys.focusIsSeen()

  await keys.press('Control+k')
  await page.keyboard.type('garment tee')
  await expect(room.at('palette-option').first()).toContainText('garment-teePrint.jpg')
  await keys.press('Enter')
  await expect(gallery.chosen).toHaveAccessibleName(/^garment-teePrint/)
  await expect(gallery.at('search')).toHaveValue('garment-teePrint.jpg')
  await keys.focusIsSeen()
  // In every room, every stop of the Tab key is in sight.
  for (const key of ['g', 't', 'j', 'Control+,']) {
    await keys.press(key)
    expect(await keys.goRound()).toBeGreaterThan(7)
  }
})
