import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyCommand, applyCommands } from '../../../../app/domain/document/apply-command.ts'
import { type Command, command as commandSchema } from '../../../../app/domain/document/command.ts'
import { type Document, document as documentSchema, MOST_LAYERS } from '../../../../app/domain/document/document.ts'
import { MOST_STROKES } from '../../../../app/domain/document/mask.ts'
import { squashCommands } from '../../../../app/domain/document/squash.ts'
import { StudioError } from '../../../../app/domain/errors.ts'
import { canonicalJson } from '../../../../app/domain/json.ts'
import { randomCommand } from '../../../../tools/torture/random-commands.ts'
import { emptyDocument, furnishedDocument, manyDice, tryCommand } from '../../../support/documents.ts'

const RUNS = { numRuns: 150 }
/** What is on disk is what counts: minus zero, undefined and the like must not make a difference. */
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** Kinds of commands that were done and refused in a run of the properties, so that a property that did nothing is seen. */
const done = new Map<string, number>()

describe('commands', () => {
  it('have an inverse that brings back an equal document, whatever was done before', () => {
    fc.assert(
      fc.property(manyDice(40), (throws) => {
        let document = furnishedDocument()
        for (const [serial, dice] of throws.entries()) {
          const command = randomCommand(document, dice, serial)
          const result = tryCommand(document, command)
          if (result instanceof StudioError) continue
          done.set(command.type, (done.get(command.type) ?? 0) + 1)
          const back = applyCommand(result.document, result.inverse)
          expect(back.document).toEqual(document)
          expect(stored(back.document)).toEqual(stored(document))
          // And the inverse of the inverse does it again.
          expect(applyCommand(back.document, back.inverse).document).toEqual(result.document)
          document = result.document
        }
      }),
      RUNS,
    )
    expect([...done.keys()].sort()).toEqual(
      [
        'add-layer',
        'add-stroke',
        'batch',
        'move-layer',
        'remove-layer',
        'remove-stroke',
        'rename',
        'set-adjustments',
        'set-canvas',
        'set-crop',
        'set-layer',
        'set-mask',
      ].sort(),
    )
  })

  it('replay from what is stored to the same document, and undo all of it', () => {
    fc.assert(
      fc.property(manyDice(60), (throws) => {
        const first = furnishedDocument()
        let document = first
        const commands: Command[] = []
        const inverses: Command[] = []
        for (const [serial, dice] of throws.entries()) {
          const command = randomCommand(document, dice, serial)
          const result = tryCommand(document, command)
          if (result instanceof StudioError) continue
          document = result.document
          commands.push(command)
          inverses.unshift(result.inverse)
        }
        const read = commands.map((command) => commandSchema.parse(stored(command)))
        expect(canonicalJson(applyCommands(first, read).document)).toBe(canonicalJson(document))
        expect(
          applyCommands(
            document,
            inverses.map((inverse) => commandSchema.parse(stored(inverse))),
          ).document,
        ).toEqual(first)
        // Every document on the way is one that can be stored and read.
        expect(documentSchema.parse(stored(document))).toEqual(document)
      }),
      RUNS,
    )
  })

  it('of a gesture squash to fewer with the same outcome', () => {
    fc.assert(
      fc.property(manyDice(30), fc.nat(9), (throws, repeats) => {
        const first = furnishedDocument()
        let document = first
        const commands: Command[] = []
        for (const [serial, dice] of throws.entries()) {
          for (let i = 0; i <= repeats; i++) {
            const result = tryCommand(document, randomCommand(document, dice, serial * 100 + i))
            if (result instanceof StudioError) continue
            commands.push(randomCommand(document, dice, serial * 100 + i))
            document = result.document
          }
        }
        expect(applyCommands(first, squashCommands(commands)).document).toEqual(document)
      }),
      RUNS,
    )
    const layerId = furnishedDocument().layers[0]?.id ?? ''
    const drag = Array.from({ length: 100 }, (_, x): Command => ({ type: 'set-layer', layerId, patch: { transform: place(x) } }))
    expect(squashCommands(drag)).toEqual([drag[99]])
  })

  it('leave the document as it was, and a part that they do not touch the same object', () => {
    const document = furnishedDocument()
    const before = canonicalJson(document)
    const [first, second] = document.layers
    const { document: after } = applyCommand(document, { type: 'set-layer', layerId: first?.id ?? '', patch: { opacity: 0.1 } })
    expect(canonicalJson(document)).toBe(before)
    expect(after.layers[0]?.opacity).toBe(0.1)
    expect(after.layers[1]).toBe(second)
  })
})

const place = (x: number) => ({ x, y: 0, scale: 1, rotation: 0, flipX: false, flipY: false })

describe('commands that a document does not take', () => {
  const codeOf = (document: Document, command: unknown): string | undefined => {
    const before = canonicalJson(document)
    const result = tryCommand(document, commandSchema.parse(command))
    expect(canonicalJson(document)).toBe(before)
    return result instanceof StudioError ? result.code : undefined
  }
  const document = furnishedDocument()
  const text = document.layers.find((layer) => layer.kind === 'text')?.id ?? ''
  const photo = document.layers.find((layer) => layer.kind === 'photo')?.id ?? ''
  const locked = applyCommand(document, { type: 'set-layer', layerId: photo, patch: { locked: true } }).document

  it.each([
    ['document.layer-not-found', { type: 'remove-layer', layerId: 'nobody' }],
    ['document.layer-not-found', { type: 'set-layer', layerId: 'nobody', patch: { opacity: 1 } }],
    ['document.command-invalid', { type: 'move-layer', layerId: text, index: 99 }],
    ['document.command-invalid', { type: 'set-layer', layerId: photo, patch: { content: 'x' } }],
    ['document.command-invalid', { type: 'set-mask', layerId: text, patch: {} }],
    ['document.command-invalid', { type: 'set-adjustments', layerId: text, patch: {} }],
    ['document.command-invalid', { type: 'remove-stroke', layerId: photo, strokeId: 'nothing' }],
    ['document.command-invalid', { type: 'add-layer', layer: { kind: 'text', id: text, name: 'x', content: '', transform: place(0) } }],
    [
      'document.layer-not-found',
      {
        type: 'batch',
        commands: [
          { type: 'rename', name: 'x' },
          { type: 'remove-layer', layerId: 'nobody' },
        ],
      },
    ],
  ])('give %s', (code, command) => {
    expect(codeOf(document, command)).toBe(code)
  })

  it('are refused by a locked layer, except to show, hide and unlock it', () => {
    expect(codeOf(locked, { type: 'remove-layer', layerId: photo })).toBe('document.layer-locked')
    expect(codeOf(locked, { type: 'move-layer', layerId: photo, index: 0 })).toBe('document.layer-locked')
    expect(codeOf(locked, { type: 'set-layer', layerId: photo, patch: { opacity: 0 } })).toBe('document.layer-locked')
    expect(codeOf(locked, { type: 'set-mask', layerId: photo, patch: {} })).toBe('document.layer-locked')
    expect(codeOf(locked, { type: 'set-adjustments', layerId: photo, patch: {} })).toBe('document.layer-locked')
    expect(codeOf(locked, { type: 'set-layer', layerId: photo, patch: { visible: false } })).toBeUndefined()
    expect(codeOf(locked, { type: 'set-layer', layerId: photo, patch: { locked: false, opacity: 0 } })).toBeUndefined()
  })

  it('find an end of layers and of strokes', () => {
    let full = emptyDocument()
    const add = (i: number): Command =>
      commandSchema.parse({ type: 'add-layer', layer: { kind: 'text', id: `t${i}`, name: 't', content: 'x', transform: place(0) } })
    for (let i = 0; i < MOST_LAYERS; i++) full = applyCommand(full, add(i)).document
    expect(codeOf(full, add(MOST_LAYERS))).toBe('document.full')

    const strokes = Array.from({ length: MOST_STROKES }, (_, i) => ({ id: `s${i}`, mode: 'add', width: 0.1, points: [[0.5, 0.5]] }))
    const painted = applyCommand(document, commandSchema.parse({ type: 'set-mask', layerId: photo, patch: { strokes } })).document
    const more = { type: 'add-stroke', layerId: photo, stroke: { ...strokes[0], id: 'more' } }
    expect(codeOf(painted, more)).toBe('document.full')
    // Folded into one picture there is room again, and the inverse brings all of them back.
    const fold = commandSchema.parse({
      type: 'set-mask',
      layerId: photo,
      patch: { source: { kind: 'folded', artifact: `sha256-${'0'.repeat(64)}` }, strokes: [] },
    })
    const folded = applyCommand(painted, fold)
    expect(codeOf(folded.document, more)).toBeUndefined()
    expect(applyCommand(folded.document, folded.inverse).document).toEqual(painted)
  })

  it('are no commands at all where a field is unknown, out of range, or not finite', () => {
    const layer = (patch: unknown): unknown => ({ type: 'set-layer', layerId: photo, patch })
    for (const bad of [
      layer({ opacty: 1 }),
      layer({ opacity: 2 }),
      layer({ opacity: Number.NaN }),
      layer({ id: 'x' }),
      { type: 'explode' },
    ]) {
      expect(commandSchema.safeParse(bad).success).toBe(false)
    }
    // A patch that names nothing sets nothing back to its default.
    expect(commandSchema.parse(layer({}))).toEqual(layer({}))
  })
})
