import { expect, type Locator } from '@playwright/test'
import { FramePage } from './frame-page.ts'

/** The video room as a person uses it. */
export class VideoPage extends FramePage {
  get takes(): Locator {
    return this.at('take')
  }

  /** Brings a picture or a clip in from the start of the room. */
  async bringIn(path: string): Promise<void> {
    await this.at('video-files').setInputFiles(path)
    await this.at('video-work').waitFor()
  }

  async previewReady(): Promise<void> {
    await this.page.locator('[data-testid=preview-state][data-state=ready]').waitFor({ timeout: 60_000 })
  }

  /** A second of small pictures: as little as renders what everything else renders. */
  async makeShort(): Promise<void> {
    await this.type('seconds', '1')
    await this.at('short-side').selectOption('360')
    await this.at('frame-rate').selectOption('24/1')
  }

  async type(field: string, text: string): Promise<void> {
    const input = this.at(field)
    await input.fill(text)
    await input.press('Enter')
  }

  async frame(): Promise<number> {
    return Number(await this.at('time').getAttribute('data-frame'))
  }

  /** What the camera sees at the playhead, in shares of the still. */
  async view(): Promise<readonly number[]> {
    return ((await this.at('path').getAttribute('data-view')) ?? '').split(' ').map(Number)
  }

  /** The frame the player has drawn, by its own clock. */
  async playerFrame(rate: number, testId: 'player' | 'player-beside' = 'player'): Promise<number> {
    return await this.at(testId).evaluate(
      (element: HTMLVideoElement, perSecond) => Math.floor(element.currentTime * perSecond + 1e-6),
      rate,
    )
  }

  /** Waits for a take to be there. */
  async rendered(count = 1): Promise<void> {
    await expect(this.page.locator('[data-testid=take][data-state=there]')).toHaveCount(count, { timeout: 90_000 })
  }
}
