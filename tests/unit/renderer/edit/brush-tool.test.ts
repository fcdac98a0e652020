import { describe, expect, it } from 'vitest'
import { applyCommands } from '../../../../app/domain/document/apply-command.ts'
import type { Command } from '../../../../app/domain/document/command.ts'
import { type MaskStroke, mask, maskStroke } from '../../../../app/domain/document/mask.ts'
import { paintedMask } from '../../../../app/raster/mask/make-mask.ts'
import { type BrushState, brushTool } from '../../../../renderer/edit/tools/brush-tool.ts'
import type { ToolInput, ToolScene } from '../../../../renderer/edit/tools/tool.ts'
import { onePicture, pointed, sceneOf } from './documents.ts'

let count = 0
const settings = { mode: 'erase', sizePx: 40, hardness: 0.5, followEdges: false, newId: () => `stroke-${++count}` } as const

function play(inputs: readonly ToolInput[], scene: ToolScene = sceneOf(onePicture())) {
  let state: BrushState = brushTool.idle
  let { document } = scene
  const gestures: string[] = []
  const previews: (readonly Command[])[] = []
  for (const input of inputs) {
    const step = brushTool.step(state, input, { ...scene, document }, settings)
    state = step.state
    if (step.commands !== undefined) document = applyCommands(document, step.commands).document
    if (step.gesture !== undefined) gestures.push(step.gesture)
    if (step.preview !== undefined) previews.push(step.preview)
  }
  const layer = document.layers[0]
  return { state, document, gestures, previews, mask: layer?.kind === 'photo' ? layer.mask : null }
}

describe('the brush', () => {
  it('gives a layer without a mask one that shows all of it, and paints in shares of its picture', () => {
    const painted = play([pointed('down', 300, 300), pointed('move', 500, 400), pointed('up', 700, 500)])
    expect(painted.mask?.source).toEqual({ kind: 'whole' })
    expect(painted.mask?.strokes).toHaveLength(1)
    // 40 of the 400 pixels that its picture is wide.
    expect(painted.mask?.strokes[0]).toMatchObject({
      mode: 'erase',
      width: 0.1,
      points: [
        [0, 0],
        [0.5, 0.5],
        [1, 1],
      ],
    })
  })

  it('shows the stroke before it is done', () => {
    const { previews } = play([pointed('down', 400, 350), pointed('move', 450, 360)])
    expect(previews).toHaveLength(2)
    expect(previews[1]?.at(-1)).toMatchObject({ type: 'add-stroke', stroke: { points: [expect.anything(), expect.anything()] } })
  })

  it('saves a long stroke in pieces within a second, and they give the mask of one stroke', () => {
    const path = Array.from({ length: 120 }, (_, i) => [310 + i * 3, 330 + 60 * Math.sin(i / 9)] as const)
    const inputs = path.map(([x, y], i) => pointed(i === 0 ? 'down' : i === path.length - 1 ? 'up' : 'move', x, y, { ms: i * 16 }))
    const { mask: inPieces, gestures } = play(inputs)
    const strokes = inPieces?.strokes ?? []
    expect(strokes.length).toBeGreaterThan(1)
    expect(gestures.at(-1)).toBe('ends')
    const first = strokes[0] as MaskStroke
    const whole: MaskStroke = { ...first, points: strokes.flatMap(({ points }, i) => (i === 0 ? points : points.slice(1))) }
    const size = { width: 400, height: 200 }
    const inputsOf = { artifacts: new Map(), picture: null }
    const one = paintedMask(mask.parse({ strokes: [whole] }), inputsOf, size)
    const many = paintedMask(mask.parse({ strokes }), inputsOf, size)
    expect(many.data).toEqual(one.data)
    expect(one.data.some((value) => value < 255)).toBe(true)
  })

  it('makes strokes that the core takes as they are, so that what is shown is what is kept', () => {
    const { mask: made } = play([pointed('down', 311.11, 307.3, { pressure: 0.123456 }), pointed('up', 633.37, 471.9, { pressure: 1 })])
    const [stroke] = made?.strokes ?? []
    expect(maskStroke.parse(stroke)).toEqual(stroke)
    expect(stroke?.pressure).toEqual([0.12346, 1])
  })

  it('leaves out points that say nothing new', () => {
    const { mask: made } = play([
      pointed('down', 400, 400),
      ...Array.from({ length: 30 }, (_, i) => pointed('move', 400 + i * 0.02, 400)),
      pointed('up', 400.6, 400),
    ])
    expect(made?.strokes[0]?.points).toHaveLength(2)
  })

  it('does nothing to what is locked, hidden or text', () => {
    const locked = applyCommands(onePicture(), [{ type: 'set-layer', layerId: 'layer-1', patch: { locked: true } }]).document
    expect(play([pointed('down', 400, 400), pointed('up', 500, 400)], sceneOf(locked)).gestures).toEqual([])
  })

  it('gives a stroke up on Esc', () => {
    expect(play([pointed('down', 400, 400), pointed('move', 450, 400), { kind: 'cancel' }]).gestures.at(-1)).toBe('given-up')
  })
})
