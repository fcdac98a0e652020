import type { Locator, Page } from '@playwright/test'
import { LANGUAGES, type Language } from '../../../app/domain/languages.ts'

type RoomName = 'try-on' | 'create' | 'edit' | 'video' | 'gallery' | 'jobs' | 'settings'

/** What every room has around it, as a person uses it. */
export class FramePage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url)
    await this.connected()
  }

  async connected(): Promise<void> {
    await this.page.locator('[data-testid=connection][data-connection=connected]').waitFor()
  }

  at(id: string): Locator {
    return this.page.getByTestId(id)
  }

  async enter(room: RoomName): Promise<void> {
    await this.at(`room-${room}`).click()
    await this.page.locator(`main[data-room=${room}]`).waitFor()
  }

  async openSettings(page: 'general' | 'providers' | 'spend' | 'shortcuts' | 'storage' | 'diagnostics' | 'about'): Promise<void> {
    if ((await this.page.locator('main[data-room=settings]').count()) === 0) await this.enter('settings')
    await this.at(`settings-${page}`).click()
    await this.at(`page-${page}`).waitFor()
  }

  /** In the top bar, whatever language the page speaks. */
  async chooseTheme(theme: 'dark' | 'light'): Promise<void> {
    await this.at('theme-menu').click()
    await this.page
      .getByRole('menuitemradio')
      .nth(theme === 'dark' ? 0 : 1)
      .click()
    await this.page.locator(`html[data-theme=${theme}]`).waitFor()
  }

  async chooseLanguage(language: Language): Promise<void> {
    await this.at('language-menu').click()
    await this.page.getByRole('menuitemradio', { name: LANGUAGES.find(({ id }) => id === language)?.name ?? '' }).click()
    await this.page.locator(`html[lang=${language}]`).waitFor()
  }

  /** Finds a command by its name and runs it, without the pointer. */
  async runCommand(name: string): Promise<void> {
    await this.page.keyboard.press('Control+k')
    await this.at('palette-field').fill(name)
    await this.page.keyboard.press('Enter')
  }
}
