import type { Page } from '@playwright/test'
import { LANGUAGES } from '../../app/domain/languages.ts'
import { seriousFindings } from './axe.ts'
import type { TryOnPage } from './pages/try-on-page.ts'
import { expect, test } from './studio.ts'

/** Every screen of the frame, the Jobs room and the settings, and the way there. */
const SCREENS: Readonly<Record<string, (room: TryOnPage, page: Page) => Promise<void>>> = {
  'try-on': (room) => room.enter('try-on'),
  'jobs, active': (room) => room.enter('jobs'),
  'jobs, finished, one chosen': async (room, page) => {
    await room.enter('jobs')
    await page.getByRole('radio').nth(2).click()
    await page.locator('[data-testid=job-row] a').first().click()
    await room.at('timeline').waitFor()
  },
  'settings, general': (room) => room.openSettings('general'),
  'settings, shortcuts': (room) => room.openSettings('shortcuts'),
  'settings, shortcuts, one in conflict': async (room, page) => {
    await room.openSettings('shortcuts')
    await room.at('shortcut-go.jobs').getByTestId('change-shortcut').click()
    await page.keyboard.press('t')
    await page.getByRole('alert').waitFor()
  },
  'settings, storage': async (room) => {
    await room.openSettings('storage')
    await room.at('storage-derived').waitFor()
  },
  'settings, diagnostics': async (room) => {
    await room.openSettings('diagnostics')
    await room.at('examine').click()
    await room.at('doctor-report').waitFor()
  },
  'settings, about': (room) => room.openSettings('about'),
  palette: async (room) => {
    await room.at('open-palette').click()
    await room.at('palette-option').first().waitFor()
  },
  'shortcut help': async (_room, page) => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
  },
  'tray, open': async (room, page) => {
    await page.keyboard.press('Escape')
    await room.at('open-tray').click()
    await page.getByRole('dialog').waitFor()
  },
  'theme menu': async (room, page) => {
    await page.keyboard.press('Escape')
    await room.at('theme-menu').click()
    await page.getByRole('menu').waitFor()
  },
}

for (const { id: language } of LANGUAGES) {
  for (const theme of ['dark', 'light'] as const) {
    test(`no serious finding on any screen, ${language}, ${theme}`, async ({ room, page }) => {
      test.setTimeout(240_000)
      await room.at('sample').click()
      await room.hasPicture('garment')
      await room.chooseLanguage(language)
      await room.chooseTheme(theme)
      const found: Record<string, string[]> = {}
      for (const [name, open] of Object.entries(SCREENS)) {
        await open(room, page)
        const findings = await seriousFindings(page)
        if (findings.length > 0) found[name] = findings
      }
      expect(found).toEqual({})
    })
  }
}
