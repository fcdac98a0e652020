import { expect, test } from './studio.ts'

test('storage is measured by kind, and cleaned without touching what is precious', async ({ room }) => {
  await room.at('sample').click()
  await room.hasPicture('garment')
  await room.openSettings('storage')
  await expect(room.at('storage-originals')).toContainText('KB')
  const originals = await room.at('storage-originals').textContent()
  await room.at('clean-storage').click()
  await expect(room.at('cleaned')).toContainText('nothing to remove')
  await expect(room.at('storage-originals')).toHaveText(originals ?? '')
})

test('diagnostics tell what was found, examine the library and show the log', async ({ room, page }) => {
  await room.openSettings('diagnostics')
  await expect(room.at('found')).toContainText('4 models, checked')
  await room.at('examine').click()
  await expect(room.at('doctor-report')).toContainText('The library is in order')
  await expect(room.at('log')).toContainText('The studio starts')
  await page.getByRole('radio', { name: 'Warnings' }).click()
  await expect(page.getByText('Nothing to show.')).toBeVisible()
})

test('language and theme are chosen in words, and about names the licences', async ({ room, page }) => {
  await room.openSettings('general')
  await page.getByRole('radio', { name: 'עברית' }).check()
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await room.at('language-en').check()
  await page.getByRole('radio', { name: 'Light' }).check()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await room.openSettings('about')
  await expect(page.getByRole('table', { name: /Licences/ })).toContainText('react')
})
