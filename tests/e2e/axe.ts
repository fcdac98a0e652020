import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { StudioContract } from '../../app/contract/contract.ts'
import type { Client } from '../../app/contract/define.ts'
import { LANGUAGES } from '../../app/domain/languages.ts'

/** The rules that look at colours; to the others one theme is as another. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** What axe holds against the page that matters: each finding with the first element it is about. */
export async function seriousFindings(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  // A page without frames needs no second page to put the parts of the answer together: that took three times as long.
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  const runOnly = rules === 'colours' ? { runOnly: COLOUR_RULES } : {}
  const { violations } = await axe.options({ resultTypes: ['violations'], ...runOnly }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.any[0]?.message ?? ''}`)
}

/** What still moves, though the person has asked that nothing does. */
async function movements(page: Page): Promise<string[]> {
  return await page.evaluate(() =>
    document.getAnimations().map(({ effect }) => `moves: ${effect instanceof KeyframeEffect ? effect.target?.outerHTML.slice(0, 80) : ''}`),
  )
}

/** Looks at one screen after the other, each in every language and theme and without motion, and keeps what is found. */
export class Inspector {
  readonly found: Record<string, readonly string[]> = {}
  readonly #page: Page
  readonly #client: Client<StudioContract>

  constructor(page: Page, client: Client<StudioContract>) {
    this.#page = page
    this.#client = client
  }

  /** Turns the screen that is open through languages and themes, and leaves it in English and dark. */
  async look(screen: string, page: Page = this.#page): Promise<void> {
    // Colours are looked at as they are, not on their way.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const moving = await movements(page)
    if (moving.length > 0) this.found[screen] = moving
    for (const { id: language } of LANGUAGES) {
      for (const theme of ['dark', 'light'] as const) {
        await this.#client['preferences.change']({ language, theme })
        await page.locator(`html[lang=${language}][data-theme=${theme}]`).waitFor()
        const findings = await seriousFindings(page, theme === 'dark' ? 'all' : 'colours')
        if (findings.length > 0) this.found[`${screen}, ${language}, ${theme}`] = findings
      }
    }
    await this.#client['preferences.change']({ language: 'en', theme: 'dark' })
    await page.locator('html[lang=en][data-theme=dark]').waitFor()
  }
}
