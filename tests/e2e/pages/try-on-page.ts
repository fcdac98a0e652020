import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Locator } from '@playwright/test'
import { FramePage } from './frame-page.ts'

/** The try-on room as a person uses it. */
export class TryOnPage extends FramePage {
  /** Drops a file of this machine, as a drag from a folder does. */
  async drop(target: Locator, path: string): Promise<void> {
    const bytes = (await readFile(path)).toString('base64')
    const transfer = await this.page.evaluateHandle(
      ({ encoded, name }) => {
        const data = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
        const transfer = new DataTransfer()
        transfer.items.add(new File([data], name))
        return transfer
      },
      { encoded: bytes, name: basename(path) },
    )
    await target.dispatchEvent('dragover', { dataTransfer: transfer })
    await target.dispatchEvent('drop', { dataTransfer: transfer })
  }

  async pick(slot: 'person' | 'garment', path: string): Promise<void> {
    await this.at(`${slot}-slot-input`).setInputFiles(path)
  }

  /** Puts a file on the clipboard of the page and pastes it. */
  async paste(path: string): Promise<void> {
    const bytes = (await readFile(path)).toString('base64')
    await this.page.evaluate(
      ({ encoded, name }) => {
        const data = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
        const clipboardData = new DataTransfer()
        clipboardData.items.add(new File([data], name, { type: 'image/jpeg' }))
        document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
      },
      { encoded: bytes, name: basename(path) },
    )
  }

  async hasPicture(slot: 'person' | 'garment'): Promise<void> {
    await this.at(`${slot}-picture`).waitFor()
  }

  /** The sample pair and its draft on the stage. */
  async draftSample(): Promise<void> {
    await this.at('sample').click()
    await this.hasPicture('garment')
    await this.at('draft').click()
    await this.at('draft-picture').waitFor()
  }

  /** Where a picture lies in its window, by its size and place on the screen. */
  async placeOf(testId: 'draft' | 'before'): Promise<{ readonly left: number; readonly top: number; readonly width: number }> {
    const frame = await this.at(`${testId}-stage`).boundingBox()
    const picture = await this.at(`${testId}-picture`).boundingBox()
    if (frame === null || picture === null) throw new Error(`There is no ${testId} on the stage`)
    return {
      left: Math.round(picture.x - frame.x),
      top: Math.round(picture.y - frame.y),
      width: Math.round(picture.width),
    }
  }
}
