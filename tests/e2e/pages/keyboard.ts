import { expect, type Locator, type Page } from '@playwright/test'

const MOST_STOPS = 80

/** A person without a pointer: every stop of the focus is looked at. */
export class Keyboard {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Presses Tab until this has the focus; each stop on the way must be seen. */
  async tabTo(target: Locator): Promise<void> {
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await this.#nextStop()
    }
    throw new Error(`Tab does not lead to ${target}`)
  }

  /** Presses Tab until the window has been gone round, from its first stop to its last. @returns how many stops there were */
  async goRound(): Promise<number> {
    const first = this.#page.getByRole('button').first()
    await this.tabTo(first)
    let stops = 0
    do {
      await this.#nextStop()
      stops++
    } while (!(await first.evaluate((element) => element === document.activeElement)) && stops < MOST_STOPS)
    return stops
  }

  async #nextStop(): Promise<void> {
    await this.#page.keyboard.press('Tab')
    // From the last stop the focus leaves the page, and comes back at the first.
    if (await this.#page.evaluate(() => document.activeElement === document.body)) await this.#page.keyboard.press('Tab')
    await this.focusIsSeen()
  }

  async press(keys: string): Promise<void> {
    await this.#page.keyboard.press(keys)
  }

  /** Something has the focus, it lies in sight, nothing covers it, and it shows that it has the focus. */
  async focusIsSeen(): Promise<void> {
    await expect.poll(() => this.#page.evaluate(lookAtFocus), { timeout: 5_000 }).toBe('seen')
  }
}

function lookAtFocus(): string {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return 'nothing has the focus'
  const name = `<${focused.tagName.toLowerCase()} ${focused.getAttribute('data-testid') ?? focused.getAttribute('aria-label') ?? focused.textContent?.slice(0, 40)}>`
  const box = focused.getBoundingClientRect()
  const isInSight = box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight
  if (!isInSight) return `${name} is out of sight`
  const [x, y] = [
    (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2,
    (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2,
  ]
  const above = document.elementFromPoint(x, y)
  if (above !== null && !focused.contains(above) && !above.contains(focused))
    return `${name} is covered by <${above.tagName} ${above.className}>`
  // The field of the palette is all there is to type into: its caret is enough.
  if (focused.getAttribute('role') === 'combobox') return 'seen'
  // A field in a frame lights the frame.
  const isRinged = [focused, focused.parentElement].some((element) => {
    if (element === null) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  })
  return isRinged ? 'seen' : `${name} does not show that it has the focus`
}
