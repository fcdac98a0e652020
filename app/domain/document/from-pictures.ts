import { DOCUMENT_VERSION, type Document, document } from './document.ts'
import { fitCanvas, type Picture } from './fill.ts'
import type { CanvasSize } from './frame.ts'

/** A picture that goes into a new document, and the name of its layer. */
export interface NamedPicture {
  readonly name: string
  readonly picture: Picture
}

/**
 * A document of pictures, one layer each, the first at the bottom. It has the first one's size unless told otherwise; every picture
 * lies in the middle and is made smaller where it would reach out of the canvas.
 */
export function documentFromPictures(
  name: string,
  pictures: readonly NamedPicture[],
  canvas: Pick<CanvasSize, 'width' | 'height'> & Partial<CanvasSize> = fitCanvas(pictures[0]?.picture ?? { width: 1, height: 1 }),
): Document {
  const { width, height, colourSpace = 'srgb' } = canvas
  const layers = pictures.map((one, index) => ({
    kind: 'photo',
    id: `layer-${index + 1}`,
    name: one.name,
    picture: one.picture,
    transform: {
      x: width / 2,
      y: height / 2,
      scale: Math.max(0.001, Math.min(1, width / one.picture.width, height / one.picture.height)),
    },
  }))
  return document.parse({ version: DOCUMENT_VERSION, name, canvas: { width, height, colourSpace }, layers })
}
