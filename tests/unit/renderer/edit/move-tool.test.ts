import { describe, expect, it } from 'vitest'
import { applyCommands } from '../../../../app/domain/document/apply-command.ts'
import type { Transform } from '../../../../app/domain/document/frame.ts'
import { cornersOf, isPlaced } from '../../../../renderer/edit/tools/layer-shape.ts'
import { halfTurns, type MoveState, moveTool, TURN_HANDLE_PX } from '../../../../renderer/edit/tools/move-tool.ts'
import type { ToolInput, ToolScene } from '../../../../renderer/edit/tools/tool.ts'
import { onePicture, PICTURE, pointed, sceneOf } from './documents.ts'

/** Plays inputs, doing what the tool asks for. */
function play(inputs: readonly ToolInput[], scene: ToolScene = sceneOf(onePicture())) {
  let state: MoveState = moveTool.idle
  let { document } = scene
  const gestures: (string | undefined)[] = []
  let select: string | null | undefined
  for (const input of inputs) {
    const step = moveTool.step(state, input, { ...scene, document }, null)
    state = step.state
    if (step.commands !== undefined) document = applyCommands(document, step.commands).document
    if (step.gesture !== undefined) gestures.push(step.gesture)
    if (step.select !== undefined) select = step.select
  }
  const layer = document.layers[0]
  return { state, gestures, select, transform: isPlaced(layer) ? layer.transform : ({} as Transform), document }
}

describe('the tool that moves', () => {
  it('selects on press, and begins to move only when the hand does', () => {
    const { select, gestures, transform } = play([pointed('down', 500, 400), pointed('move', 502, 401), pointed('up', 502, 401)])
    expect(select).toBe('layer-1')
    expect(gestures).toEqual([])
    expect(transform).toMatchObject({ x: 500, y: 400 })
  })

  it('moves a layer with the hand as one thing to take back', () => {
    const { transform, gestures } = play([
      pointed('down', 500, 400),
      pointed('move', 530, 430),
      pointed('move', 545, 437),
      pointed('up', 545, 437),
    ])
    expect(transform).toMatchObject({ x: 545, y: 437, scale: 1 })
    expect(gestures).toEqual(['goes-on', 'goes-on', 'ends'])
  })

  it('holds to one axis with Shift', () => {
    expect(play([pointed('down', 500, 400), pointed('move', 563, 419, { keys: { shift: true } })]).transform).toMatchObject({
      x: 563,
      y: 400,
    })
  })

  it('snaps to the edge of the canvas, and not with Mod', () => {
    // The left edge of the layer comes to 3 px from that of the canvas.
    expect(play([pointed('down', 500, 400), pointed('move', 203, 430)]).transform.x).toBe(200)
    expect(play([pointed('down', 500, 400), pointed('move', 203, 430, { keys: { mod: true } })]).transform.x).toBe(203)
  })

  it('scales at a corner: the opposite one stays', () => {
    const { transform, document } = play([pointed('down', 700, 500), pointed('move', 900, 600)])
    expect(transform.scale).toBeCloseTo(1.5, 6)
    const layer = document.layers[0]
    if (!isPlaced(layer)) throw new Error('A picture is placed')
    expect(cornersOf(layer, PICTURE)[0]).toMatchObject({ x: expect.closeTo(300, 6), y: expect.closeTo(300, 6) })
  })

  it('scales about the middle with Alt', () => {
    const { transform } = play([pointed('down', 700, 500), pointed('move', 800, 550, { keys: { alt: true } })])
    expect(transform).toMatchObject({ x: expect.closeTo(500, 6), y: expect.closeTo(400, 6), scale: expect.closeTo(1.5, 6) })
  })

  it('turns by the handle above, with Shift in steps of 15 degrees', () => {
    const handle = 300 - TURN_HANDLE_PX
    const right = play([pointed('down', 500, handle), pointed('move', 700, 400)])
    expect(right.transform.rotation).toBe(90)
    const stepped = play([pointed('down', 500, handle), pointed('move', 560, 280, { keys: { shift: true } })])
    expect(stepped.transform.rotation % 15).toBe(0)
  })

  it('gives a drag up on Esc', () => {
    const { gestures, state } = play([pointed('down', 500, 400), pointed('move', 560, 430), { kind: 'cancel' }])
    expect(gestures).toEqual(['goes-on', 'given-up'])
    expect(state).toEqual({ kind: 'idle' })
  })

  it('lets go of the selection beside everything, and leaves what is locked or hidden', () => {
    expect(play([pointed('down', 20, 20)]).select).toBeNull()
    const locked = applyCommands(onePicture(), [{ type: 'set-layer', layerId: 'layer-1', patch: { locked: true } }]).document
    expect(play([pointed('down', 500, 400)], sceneOf(locked)).select).toBeNull()
  })

  it('keeps angles within half a turn', () => {
    expect([190, -190, 540, 180, 0].map(halfTurns)).toEqual([-170, 170, -180, -180, 0])
  })
})
