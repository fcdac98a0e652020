import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import sharp from 'sharp'
import type { TryOnPage } from './pages/try-on-page.ts'
import { expect, test } from './studio.ts'

const SAMPLES = join(import.meta.dirname, '../../resources/samples')
const TROUSERS = join(SAMPLES, 'garment-trousersDenim.jpg')
const HOODIE = join(SAMPLES, 'garment-hoodieGreen.jpg')

/** Several garments take two or three times as long as one. */
const ON_A_BUSY_MACHINE = { timeout: 60_000 }

const rows = (room: TryOnPage): Locator => room.at('garment-row')
const names = (room: TryOnPage): Locator => rows(room).locator('strong')

/** The sample person and tee, and trousers over it. */
async function addTrousers(room: TryOnPage): Promise<void> {
  await room.at('sample').click()
  await room.hasPicture('garment')
  await room.at('add-garment').click()
  await expect(rows(room)).toHaveCount(2)
  await room.pick('garment', TROUSERS)
  await expect(names(room)).toHaveText(['garment-teePrint', 'garment-trousersDenim'])
}

test('add a second garment, draft, see both, and tuck one into the other', async ({ room, page }) => {
  await addTrousers(room)
  await room.at('draft').click()
  await expect(room.at('draft-picture')).toBeVisible(ON_A_BUSY_MACHINE)
  await expect(room.at('judged-garment')).toHaveText([/^T-shirt/, /^Trousers/])
  await expect(rows(room).nth(0)).toContainText('T-shirt, flat or hanging')
  await expect(rows(room).nth(1)).toContainText('Trousers, flat or hanging')
  const out = await room.at('draft-picture').getAttribute('src')

  await room.at('tuck').getByRole('radio', { name: 'Tucked in' }).click()
  await room.at('draft').click()
  await expect(room.at('draft-picture')).not.toHaveAttribute('src', out ?? '', ON_A_BUSY_MACHINE)
  await expect(room.at('draft-thumb')).toHaveCount(2)

  // A draft from the strip brings the whole look back.
  await room.at('remove-garment').click()
  await expect(rows(room)).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(names(room)).toHaveText(['garment-teePrint', 'garment-trousersDenim'])
  await page.reload()
  await expect(names(room)).toHaveText(['garment-teePrint', 'garment-trousersDenim'])
  await expect(room.at('draft-picture')).toBeVisible(ON_A_BUSY_MACHINE)
})

test('order garments by keyboard, take it back, and do it again', async ({ room, page }) => {
  await addTrousers(room)
  await room.at('add-garment').click()
  await room.pick('garment', HOODIE)
  const [tee, trousers, hoodie] = ['garment-teePrint', 'garment-trousersDenim', 'garment-hoodieGreen']
  await expect(names(room)).toHaveText([tee, trousers, hoodie])
  // The row that is active is pressed to replace its picture; Alt and the arrows move it.
  await room.at('garment-slot').focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(names(room)).toHaveText([tee, hoodie, trousers])
  await page.keyboard.press('Alt+ArrowUp')
  await expect(names(room)).toHaveText([hoodie, tee, trousers])
  await expect(room.at('garment-slot')).toBeFocused()
  await expect(page.getByRole('status').filter({ hasText: 'garment-hoodieGreen is now 1 of 3' })).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(names(room)).toHaveText([tee, trousers, hoodie])
  await page.keyboard.press('Control+Shift+z')
  await expect(names(room)).toHaveText([tee, hoodie, trousers])

  await rows(room).nth(0).getByRole('button').first().focus()
  await page.keyboard.press('Enter')
  await expect(rows(room).nth(0)).toHaveAttribute('data-active', 'true')
  await page.getByRole('button', { name: `Wear ${tee} further out` }).click()
  await expect(names(room)).toHaveText([hoodie, tee, trousers])
})

test('a jacket over a tee is worn open, and a draft from the strip brings that back', async ({ room }) => {
  await room.at('sample').click()
  await room.hasPicture('garment')
  const front = (name: string): Locator => room.at('garment-front').getByRole('radio', { name })
  await expect(room.at('garment-front')).toHaveCount(0)
  await room.at('add-garment').click()
  await room.pick('garment', HOODIE)
  await expect(rows(room)).toHaveCount(2)
  // Nothing is known of it yet.
  await expect(room.at('garment-front')).toHaveCount(0)
  await room.at('garment-type').selectOption('hoodie')
  await front('Open').click()
  await room.at('draft').click()
  await expect(room.at('draft-picture')).toBeVisible(ON_A_BUSY_MACHINE)
  await expect(room.at('judged-garment')).toHaveText([/^T-shirt/, /^Hoodie/])
  await front('Closed').click()
  await expect(front('Open')).not.toBeChecked()
  await room.at('draft-thumb').click()
  await rows(room).nth(1).getByRole('button').first().click()
  await expect(front('Open')).toBeChecked()
})

test('dragging a garment moves it, and a picture from the list goes into the active row', async ({ room, page }) => {
  await addTrousers(room)
  await names(room).nth(1).dragTo(names(room).nth(0))
  await expect(names(room)).toHaveText(['garment-trousersDenim', 'garment-teePrint'])
  await rows(room).nth(1).getByRole('button').first().click()
  await expect(rows(room).nth(1)).toHaveAttribute('data-active', 'true')
  const hoodie = page.getByRole('button', { name: 'Use as garment: garment-hoodieGreen.jpg' })
  await hoodie.click()
  await expect(names(room)).toHaveText(['garment-trousersDenim', 'garment-hoodieGreen'])
  await expect(hoodie).toHaveAttribute('aria-pressed', 'true')
  // What dressed somebody is not offered as a person, and the other way round.
  await expect(room.at('recent-person').and(page.getByRole('button', { name: /garment-trousersDenim/ }))).toHaveCount(0)
  await expect(room.at('recent-garment').and(page.getByRole('button', { name: /person-ada/ }))).toHaveCount(0)
})

test('a garment that cannot be worn is named, and the next picture goes into its row', async ({ room, page }, info) => {
  const wall = info.outputPath('wall.png')
  await sharp({ create: { width: 500, height: 600, channels: 3, background: '#d9d9d9' } })
    .png()
    .toFile(wall)
  await addTrousers(room)
  await rows(room).nth(0).getByRole('button').first().click()
  await room.drop(room.at('garment-slot'), wall)
  await expect(names(room)).toHaveText(['wall', 'garment-trousersDenim'])
  await room.at('draft').click()
  await expect(room.at('failure')).toHaveAttribute('data-code', 'tryon.garment-failed', ON_A_BUSY_MACHINE)
  await expect(room.at('failure')).toContainText('It is about wall.png.')
  await page.getByRole('button', { name: 'Another garment' }).click()
  await expect(rows(room)).toHaveCount(2)
  await expect(names(room)).toHaveText(['garment-trousersDenim'])
  await room.pick('garment', HOODIE)
  await expect(names(room)).toHaveText(['garment-hoodieGreen', 'garment-trousersDenim'])
})
