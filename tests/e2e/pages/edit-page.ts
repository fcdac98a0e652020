import { createHash } from 'node:crypto'
import { expect, type Locator } from '@playwright/test'
import { FramePage } from './frame-page.ts'

/** The editing room as a person uses it. */
export class EditPage extends FramePage {
  get stage(): Locator {
    return this.at('edit-stage')
  }

  get layers(): Locator {
    return this.at('layer')
  }

  /** Opens files of this machine as a new document. */
  async openFiles(...paths: readonly string[]): Promise<void> {
    await this.enter('edit')
    await this.at('edit-start-files').setInputFiles([...paths])
    await this.settled()
  }

  /** Until everything is saved, and every pixel that is shown is there. */
  async settled(): Promise<void> {
    await expect(this.at('edit-saved')).toHaveAttribute('data-saved', 'saved')
    await expect(this.at('edit-scene')).toHaveAttribute('data-pixels', 'ready')
    // Pixels come in a frame of their own.
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    await expect(this.at('edit-scene')).toHaveAttribute('data-pixels', 'ready')
  }

  /** What is seen of the document, handles and guides left out, as a hash. */
  async picture(): Promise<string> {
    await this.settled()
    const bytes = await this.at('edit-scene').evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? new ImageData(1, 1)
      let text = ''
      for (let i = 0; i < data.length; i += 0x8000) text += String.fromCharCode(...data.subarray(i, i + 0x8000))
      return btoa(text)
    })
    return createHash('sha256').update(bytes).digest('hex')
  }

  /** Mean spread of red, green and blue of what is painted in a part of the stage, given in shares: x, y, width, height. 0 is grey. */
  async colourfulness([x, y, width, height]: readonly [number, number, number, number]): Promise<number> {
    return await this.at('edit-scene').evaluate(
      (canvas: HTMLCanvasElement, part) => {
        const { data } = canvas
          .getContext('2d')
          ?.getImageData(part.x * canvas.width, part.y * canvas.height, part.width * canvas.width, part.height * canvas.height) ?? {
          data: [],
        }
        let sum = 0
        let count = 0
        for (let i = 0; i + 3 < data.length; i += 4) {
          if (data[i + 3] !== 255) continue
          const [red = 0, green = 0, blue = 0] = [data[i], data[i + 1], data[i + 2]]
          sum += Math.max(red, green, blue) - Math.min(red, green, blue)
          count++
        }
        return sum / Math.max(1, count)
      },
      { x, y, width, height },
    )
  }

  /** A place of the stage, as a share of its sides. */
  async placeAt(x: number, y: number): Promise<{ readonly x: number; readonly y: number }> {
    const box = await this.stage.boundingBox()
    if (box === null) throw new Error('The stage is not shown')
    return { x: box.x + box.width * x, y: box.y + box.height * y }
  }

  /** Presses at one place of the stage and lets go at another. */
  async drag(from: readonly [number, number], to: readonly [number, number], end: 'let-go' | 'hold' = 'let-go'): Promise<void> {
    const start = await this.placeAt(...from)
    const goal = await this.placeAt(...to)
    await this.page.mouse.move(start.x, start.y)
    await this.page.mouse.down()
    await this.page.mouse.move(goal.x, goal.y, { steps: 12 })
    if (end === 'let-go') await this.page.mouse.up()
  }

  async take(tool: 'move' | 'brush' | 'eraser' | 'magic' | 'crop' | 'text' | 'eyedropper'): Promise<void> {
    await this.at(`tool-${tool}`).click()
  }

  async type(field: string, value: string): Promise<void> {
    await this.at(field).fill(value)
    await this.at(field).press('Enter')
  }
}
