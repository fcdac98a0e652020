import { expect, it } from 'vitest'
import { applyCommand } from '../../../../app/domain/document/apply-command.ts'
import { resizeCanvas } from '../../../../app/domain/document/resize-canvas.ts'
import { furnishedDocument } from '../../../support/documents.ts'

const placesOf = (document: ReturnType<typeof furnishedDocument>) =>
  document.layers.map((layer) =>
    'transform' in layer ? { id: layer.id, locked: layer.locked, x: layer.transform.x, y: layer.transform.y } : null,
  )

it.each([
  [{ x: 0, y: 0 }, 0, 0],
  [{ x: 0.5, y: 0.5 }, 101, -20],
  [{ x: 1, y: 1 }, 201, -40],
] as const)('a canvas that gets larger and lower moves what lies on it along with the anchor %o, locked layers too', (anchor, dx, dy) => {
  const plain = furnishedDocument()
  const document = { ...plain, layers: plain.layers.map((layer, i) => ({ ...layer, locked: i % 2 === 0 })) }
  const size = { width: document.canvas.width + 201, height: document.canvas.height - 40 }
  const { document: resized, inverse } = applyCommand(document, resizeCanvas(document, size, anchor))
  expect(resized.canvas).toEqual({ ...document.canvas, ...size })
  expect(placesOf(resized)).toEqual(placesOf(document).map((place) => place && { ...place, x: place.x + dx, y: place.y + dy }))
  expect(placesOf(document).filter((place) => place?.locked).length).toBeGreaterThan(0)
  if (document.crop !== null) expect(resized.crop).toMatchObject({ x: document.crop.x + dx, y: document.crop.y + dy })
  expect(applyCommand(resized, inverse).document).toEqual(document)
})
