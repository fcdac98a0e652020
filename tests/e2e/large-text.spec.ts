import config from '../../playwright.config.ts'
import { GalleryPage } from './pages/gallery-page.ts'
import { layoutFaults } from './pages/layout-faults.ts'
import { expect, test } from './studio.ts'

const { launchOptions } = config.use ?? {}

// What a person sets in the browser: text twice as large as usual, everything else as it is.
test.use({
  launchOptions: { ...launchOptions, args: [...(launchOptions?.args ?? []), '--blink-settings=defaultFontSize=32'] },
  viewport: { width: 1280, height: 800 },
})

test('text of twice the size: nothing is cut off, nothing lies over anything else', async ({ room, page, studio }) => {
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px')
  const found: Record<string, string[]> = {}
  const look = async (screen: string): Promise<void> => {
    for (const language of ['en', 'ar'] as const) {
      await studio.client['preferences.change']({ language })
      await page.locator(`html[lang=${language}]`).waitFor()
      const faults = await layoutFaults(page)
      if (faults.length > 0) found[`${screen}, ${language}`] = faults
    }
    await studio.client['preferences.change']({ language: 'en' })
    await page.locator('html[lang=en]').waitFor()
  }
  await look('empty')
  await room.draftSample()
  await look('draft')
  await page.getByRole('radio', { name: 'Side by side' }).click()
  await look('side by side')
  await room.enter('gallery')
  await new GalleryPage(page).pictures.first().click()
  await look('gallery')
  await page.getByTestId('edit-picture').click()
  await page.getByTestId('edit-stage').waitFor()
  await look('edit')
  await room.enter('jobs')
  await page.getByRole('radio', { name: /Finished/ }).click()
  await room.at('job-row').first().getByRole('link').click()
  await look('jobs')
  for (const name of ['general', 'shortcuts', 'storage', 'diagnostics', 'about'] as const) {
    await room.openSettings(name)
    await look(`settings, ${name}`)
  }
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await look('help')
  expect(found).toEqual({})
})
