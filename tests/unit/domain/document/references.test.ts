import { describe, expect, it } from 'vitest'
import { command } from '../../../../app/domain/document/command.ts'
import { fitCanvas, picture } from '../../../../app/domain/document/fill.ts'
import { documentFromPictures } from '../../../../app/domain/document/from-pictures.ts'
import { referencesOf } from '../../../../app/domain/document/references.ts'

const pictureOf = (digit: string, width = 800, height = 1000) =>
  picture.parse({ assetId: `ast_${digit.repeat(20)}`, hash: digit.repeat(64), width, height })
const artifactOf = (digit: string): string => `sha256-${digit.repeat(64)}`

describe('what commands bring in from outside', () => {
  it('is every picture and every mask, also of backgrounds and inside batches', () => {
    const mask = (digit: string) => ({ source: { kind: 'cut-out', artifact: artifactOf(digit), subject: 'person' } })
    const transform = { x: 0, y: 0 }
    const commands = [
      { type: 'add-layer', layer: { kind: 'photo', id: 'a', name: 'A', picture: pictureOf('1'), transform, mask: mask('a') } },
      {
        type: 'batch',
        commands: [
          { type: 'add-layer', layer: { kind: 'background', id: 'b', name: 'B', fill: { kind: 'picture', picture: pictureOf('2') } } },
          { type: 'set-layer', layerId: 'a', patch: { picture: pictureOf('3') } },
          { type: 'set-layer', layerId: 'b', patch: { fill: { kind: 'picture', picture: pictureOf('4') } } },
          { type: 'set-mask', layerId: 'a', patch: { source: { kind: 'folded', artifact: artifactOf('b') }, strokes: [] } },
        ],
      },
      { type: 'set-mask', layerId: 'a', patch: null },
      { type: 'rename', name: 'x' },
    ].map((one) => command.parse(one))
    const { pictures, artifacts } = referencesOf(commands)
    expect(pictures).toEqual(['1', '2', '3', '4'].map((digit) => pictureOf(digit)))
    expect(artifacts).toEqual(['a', 'b'].map(artifactOf))
  })
})

describe('a document of pictures', () => {
  it('has the size of the first; others lie in the middle and are made smaller where they would reach out', () => {
    const made = documentFromPictures('Look', [
      { name: 'one', picture: pictureOf('1') },
      { name: 'two', picture: pictureOf('2', 1600, 1000) },
      { name: 'three', picture: pictureOf('3', 10, 10) },
    ])
    expect(made.canvas).toEqual({ width: 800, height: 1000, colourSpace: 'srgb' })
    expect(
      made.layers.map((layer) => 'transform' in layer && [layer.id, layer.transform.x, layer.transform.y, layer.transform.scale]),
    ).toEqual([
      ['layer-1', 400, 500, 1],
      ['layer-2', 400, 500, 0.5],
      ['layer-3', 400, 500, 1],
    ])
  })

  it('is no larger than what browsers paint', () => {
    expect(fitCanvas({ width: 32_768, height: 100 })).toEqual({ width: 16_384, height: 50, scale: 0.5 })
    expect(fitCanvas({ width: 300, height: 200 })).toEqual({ width: 300, height: 200, scale: 1 })
  })
})
