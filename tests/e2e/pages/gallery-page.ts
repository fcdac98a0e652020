import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { expect, type Locator } from '@playwright/test'
import { FramePage } from './frame-page.ts'

/** The gallery as a person uses it. */
export class GalleryPage extends FramePage {
  get pictures(): Locator {
    return this.at('picture')
  }

  /** The chosen ones. */
  get chosen(): Locator {
    return this.page.locator('[data-testid=picture][aria-selected=true]')
  }

  picture(name: string): Locator {
    return this.page.locator(`[data-testid=picture][aria-label^="${name}"]`)
  }

  /** Imports files by the dialog and waits until they are shown. */
  async bringIn(paths: readonly string[]): Promise<void> {
    const before = await this.pictures.count()
    await this.at('gallery-files').setInputFiles([...paths])
    await expect(this.pictures).toHaveCount(before + paths.length)
  }

  async drop(paths: readonly string[]): Promise<void> {
    const files = await Promise.all(
      paths.map(async (path) => ({ name: basename(path), encoded: (await readFile(path)).toString('base64') })),
    )
    const transfer = await this.page.evaluateHandle((given) => {
      const transfer = new DataTransfer()
      for (const { name, encoded } of given) {
        transfer.items.add(new File([Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))], name))
      }
      return transfer
    }, files)
    await this.at('gallery').dispatchEvent('dragover', { dataTransfer: transfer })
    await this.at('gallery').dispatchEvent('drop', { dataTransfer: transfer })
  }

  async filter(name: 'kind' | 'media' | 'rating' | 'flag' | 'date', choice: string): Promise<void> {
    await this.at(`filter-${name}`).click()
    await this.page.getByRole('menuitemradio', { name: choice, exact: true }).click()
  }
}
