import { describe, expect, it } from 'vitest'
import { applyCommands } from '../../../../app/domain/document/apply-command.ts'
import { hoverCursor } from '../../../../renderer/edit/tools/hover-cursor.ts'
import { place, TURN_HANDLE_PX } from '../../../../renderer/edit/tools/move-tool.ts'
import { onePicture, sceneOf } from './documents.ts'

describe('the cursor', () => {
  const over = (x: number, y: number, turn = 0) => hoverCursor('move', { x, y }, { scene: sceneOf(onePicture()), turn })

  it('says what a press would take', () => {
    expect(over(500, 400)).toBe('move')
    expect(over(20, 20)).toBe('default')
    expect(over(500, 300 - TURN_HANDLE_PX)).toBe('grab')
  })

  it('points along the corners, however they are turned', () => {
    expect([over(300, 300), over(700, 500)]).toEqual(['nwse-resize', 'nwse-resize'])
    expect([over(700, 300), over(300, 500)]).toEqual(['nesw-resize', 'nesw-resize'])
    expect(over(300, 300, 90)).toBe('nesw-resize')
    const [layer] = onePicture().layers
    if (layer?.kind !== 'photo') throw new Error('There is a photo')
    const turned = applyCommands(onePicture(), [place('layer-1', { ...layer.transform, rotation: 90 })]).document
    // Its top left corner is at the top right now.
    expect(hoverCursor('move', { x: 600, y: 200 }, { scene: sceneOf(turned), turn: 0 })).toBe('nesw-resize')
  })

  it('shows the sides of a crop', () => {
    const crop = (x: number, y: number) => hoverCursor('crop', { x, y }, { scene: sceneOf(onePicture()), turn: 0 })
    expect([crop(0, 0), crop(1000, 0), crop(500, 0), crop(1000, 400), crop(500, 400), crop(-60, 400)]).toEqual([
      'nwse-resize',
      'nesw-resize',
      'ns-resize',
      'ew-resize',
      'move',
      'default',
    ])
  })

  it("is the tool's own for every other tool", () => {
    expect(hoverCursor('brush', { x: 500, y: 400 }, { scene: sceneOf(onePicture()), turn: 0 })).toBeNull()
  })
})
