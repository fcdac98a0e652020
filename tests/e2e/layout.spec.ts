import { readFile, writeFile } from 'node:fs/promises'
import { LANGUAGES } from '../../app/domain/languages.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { layoutFaults } from './pages/layout-faults.ts'
import { describeScreen, type Screen } from './pages/regions.ts'
import type { TryOnPage } from './pages/try-on-page.ts'
import { expect, test } from './studio.ts'

const GOLDEN = new URL('../golden/layout.txt', import.meta.url)

test('the layout in every language, as it was reviewed (write it anew with DRAPE_UPDATE_GOLDEN=1)', async ({ room, page, studio }) => {
  const seen = new Map<string, string[]>(LANGUAGES.map(({ id }) => [id, []]))
  const faults: Record<string, string[]> = {}
  const look = async (screen: Screen): Promise<void> => {
    for (const { id: language } of LANGUAGES) {
      await studio.client['preferences.change']({ language })
      await page.locator(`html[lang=${language}]`).waitFor()
      seen.get(language)?.push(await describeScreen(page, screen))
      for (const [width, height] of [
        [1280, 800],
        [1920, 1080],
        [1440, 900],
      ] as const) {
        await page.setViewportSize({ width, height })
        const found = await layoutFaults(page)
        if (found.length > 0) faults[`${screen}, ${language}, ${width} x ${height}`] = found
      }
    }
    await studio.client['preferences.change']({ language: 'en' })
    await page.locator('html[lang=en]').waitFor()
  }
  await room.draftSample()
  await look('try-on')
  await firstPaintInArabic(room)
  await page.getByRole('radio', { name: 'Side by side' }).click()
  await look('side by side')
  await page.keyboard.press('b')
  await room.at('brush-surface').waitFor()
  await look('brush')
  await page.keyboard.press('Escape')
  await room.enter('gallery')
  const gallery = new GalleryPage(page)
  await gallery.pictures.first().click()
  await gallery.at('detail-picture').waitFor()
  await look('gallery')
  await page.keyboard.press('Enter')
  await gallery.at('full-picture').waitFor()
  await look('full screen')
  await page.keyboard.press('Escape')
  await gallery.at('edit-picture').click()
  await gallery.at('edit-stage').waitFor()
  await look('edit')
  await room.enter('jobs')
  await page.getByRole('radio', { name: /Finished/ }).click()
  await room.at('job-row').first().getByRole('link').click()
  await room.at('timeline').waitFor()
  await look('jobs')
  await room.openSettings('general')
  await look('settings')
  await room.at('open-palette').click()
  await room.at('palette-option').first().waitFor()
  await look('palette')

  const text = [...seen].map(([language, screens]) => `${language}\n\n${screens.join('\n\n')}\n`).join('\n')
  if (process.env['DRAPE_UPDATE_GOLDEN'] === '1') await writeFile(GOLDEN, text)
  expect(text).toBe(await readFile(GOLDEN, 'utf8'))
  // Hebrew and Arabic differ in letters, not in where things are.
  expect(seen.get('he')).toEqual(seen.get('ar'))
  expect(faults).toEqual({})
})

/** Right to left before anything of the page has run; the divider keeps its own direction. */
async function firstPaintInArabic(room: TryOnPage): Promise<void> {
  const { page } = room
  await room.chooseLanguage('ar')
  await page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      const { lang, dir } = document.documentElement
      if (document.readyState === 'interactive') sessionStorage.setItem('first', `${lang} ${dir}`)
    })
  })
  await page.reload()
  await room.connected()
  expect(await page.evaluate(() => sessionStorage.getItem('first'))).toBe('ar rtl')
  const divider = room.at('divider')
  await divider.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(divider).toHaveAttribute('aria-valuenow', '60')
  await room.chooseLanguage('en')
}
