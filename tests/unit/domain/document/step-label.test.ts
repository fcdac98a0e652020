import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../app/domain/document/command.ts'
import { labelCommands } from '../../../../app/domain/document/step-label.ts'
import { furnishedDocument } from '../../../support/documents.ts'

describe('labels of steps', () => {
  const document = furnishedDocument()
  const photo = document.layers.find((layer) => layer.kind === 'photo')
  const [layerId, subject] = [photo?.id ?? '', photo?.name ?? '']
  const stroke = { id: 's', mode: 'add', width: 0.1, hardness: 1, points: [[0, 0]], pressure: null, followEdges: false } as const
  const paint = (id: string): Command => ({ type: 'add-stroke', layerId, stroke: { ...stroke, id, points: [[0, 0]] } })

  it.each<[string, Command]>([
    ['hide-layer', { type: 'set-layer', layerId, patch: { visible: false } }],
    ['unlock-layer', { type: 'set-layer', layerId, patch: { locked: false } }],
    [
      'place-layer',
      { type: 'set-layer', layerId, patch: { transform: { x: 0, y: 0, scale: 1, rotation: 0, flipX: false, flipY: false } } },
    ],
    ['change-opacity', { type: 'set-layer', layerId, patch: { opacity: 0.5 } }],
    ['change-layer', { type: 'set-layer', layerId, patch: { opacity: 0.5, blend: 'screen' } }],
    ['change-mask', { type: 'set-mask', layerId, patch: { inverted: true } }],
    ['remove-mask', { type: 'set-mask', layerId, patch: null }],
    ['paint-mask', paint('a')],
    ['adjust', { type: 'set-adjustments', layerId, patch: {} }],
    ['remove-layer', { type: 'remove-layer', layerId }],
  ])('say %s and the name of the layer', (action, command) => {
    expect(labelCommands(document, [command])).toEqual({ action, subject, count: 1 })
  })

  it('count what is alike and call the rest several', () => {
    expect(labelCommands(document, [paint('a'), paint('b'), paint('c')])).toEqual({ action: 'paint-mask', subject, count: 3 })
    expect(labelCommands(document, [paint('a'), { type: 'set-crop', crop: null }])).toEqual({ action: 'several', subject: null, count: 2 })
    expect(labelCommands(document, [{ type: 'rename', name: 'x' }])).toEqual({ action: 'rename', subject: null, count: 1 })
  })
})
