import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { applyCommands } from '../../../../app/domain/document/apply-command.ts'
import type { Command } from '../../../../app/domain/document/command.ts'
import type { Document } from '../../../../app/domain/document/document.ts'
import { StudioError } from '../../../../app/domain/errors.ts'
import type { Core, Position } from '../../../../renderer/edit/session/core.ts'
import { DocumentLine, type LineState } from '../../../../renderer/edit/session/document-line.ts'
import { onePicture } from './documents.ts'

/** The rules of the core over a document in memory: one step an answer, conflicts by revision, gestures taken back together. */
class MemoryCore implements Core {
  document: Document = onePicture()
  revision = 1
  readonly steps: { readonly inverse: Command; readonly gesture: string | null }[] = []
  /** How the next answers go wrong. */
  readonly faults: ('lost-call' | 'lost-answer')[] = []
  calls = 0

  async open() {
    return { document: this.document, position: this.position }
  }

  async apply(baseRevision: number, commands: readonly Command[], gesture: string | null): Promise<Position> {
    this.calls++
    await Promise.resolve()
    const fault = this.faults.shift()
    if (fault === 'lost-call') throw new TypeError('Failed to fetch')
    if (baseRevision !== this.revision) throw new StudioError('document.conflict', 'Another revision')
    this.elsewhere(commands, gesture)
    if (fault === 'lost-answer') throw new TypeError('Failed to fetch')
    return this.position
  }

  /** As another tab does. */
  elsewhere(commands: readonly Command[], gesture: string | null = null): void {
    const { document, inverse } = applyCommands(this.document, commands)
    this.document = document
    this.steps.push({ inverse, gesture })
    this.revision++
  }

  async undo(baseRevision: number) {
    if (baseRevision !== this.revision) throw new StudioError('document.conflict', 'Another revision')
    const last = this.steps.at(-1)
    if (last === undefined) throw new StudioError('document.history-ended', 'Nothing is left')
    const commands: Command[] = []
    do {
      commands.push((this.steps.pop() as (typeof this.steps)[number]).inverse)
    } while (last.gesture !== null && this.steps.at(-1)?.gesture === last.gesture)
    this.document = applyCommands(this.document, commands).document
    this.revision++
    return { ...this.position, commands }
  }

  redo = () => Promise.reject(new StudioError('document.history-ended', 'Nothing is left'))
  jump = () => Promise.reject(new StudioError('document.step-not-found', 'No such step'))
  restore = () => Promise.reject(new StudioError('document.version-not-found', 'No such version'))

  get position(): Position {
    return { revision: this.revision, step: this.revision, undo: null, redo: null }
  }
}

const opacity = (value: number): Command => ({ type: 'set-layer', layerId: 'layer-1', patch: { opacity: value } })
const name = (text: string): Command => ({ type: 'rename', name: text })
const opacityOf = ({ layers }: Document): number | undefined => layers[0]?.opacity

function opened() {
  const core = new MemoryCore()
  const problems: unknown[] = []
  const states: LineState[] = []
  const line = new DocumentLine(
    core,
    { document: core.document, position: core.position },
    { onState: (state) => states.push(state), onProblem: (problem) => problems.push(problem) },
  )
  return { core, line, problems, states }
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

describe('a document line', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('shows a change at once and saves it', async () => {
    const { core, line } = opened()
    line.edit([opacity(0.5)])
    expect(opacityOf(line.state.document)).toBe(0.5)
    expect(line.state.saved).toBe('saving')
    await settle()
    expect(opacityOf(core.document)).toBe(0.5)
    expect(line.state.saved).toBe('saved')
  })

  it('saves one call at a time, in order', async () => {
    const { core, line } = opened()
    for (let i = 1; i <= 20; i++) line.edit([name(`Name ${i}`)])
    await settle()
    expect(core.document.name).toBe('Name 20')
    expect(core.steps).toHaveLength(20)
  })

  it('keeps a drag together, saves it while it goes on, and takes it back as one', async () => {
    const { core, line } = opened()
    for (let i = 0; i < 60; i++) {
      line.edit([opacity(1 - i / 100)], { id: 'drag', goesOn: 'open' })
      await settle(40)
    }
    // 2.4 seconds: not a call for each move, but never more than a second unsaved.
    expect(core.calls).toBeGreaterThanOrEqual(2)
    expect(core.calls).toBeLessThanOrEqual(5)
    line.edit([opacity(0.2)], { id: 'drag', goesOn: 'ended' })
    await settle()
    expect(opacityOf(core.document)).toBe(0.2)
    line.undo()
    await settle()
    expect(opacityOf(line.state.document)).toBe(1)
    expect(line.state.document).toEqual(core.document)
  })

  it('takes a gesture back that was given up, saved in part or not', async () => {
    const { core, line } = opened()
    line.edit([opacity(0.4)], { id: 'quick', goesOn: 'open' })
    line.bail('quick')
    await settle(2000)
    expect(core.calls).toBe(0)
    expect(line.state.saved).toBe('saved')
    expect(line.state.document).toEqual(core.document)
    line.edit([opacity(0.4)], { id: 'long', goesOn: 'open' })
    await settle(1000)
    line.edit([opacity(0.3)], { id: 'long', goesOn: 'open' })
    expect(core.calls).toBe(1)
    line.bail('long')
    await settle(1000)
    expect(opacityOf(core.document)).toBe(1)
    expect(line.state.document).toEqual(core.document)
  })

  it('goes on after the studio was away, and loses nothing', async () => {
    const { core, line, problems } = opened()
    core.faults.push('lost-call', 'lost-call')
    line.edit([opacity(0.5)])
    line.edit([name('Later')])
    await settle()
    expect(line.state.saved).toBe('waiting')
    await settle(3000)
    expect(line.state.saved).toBe('saved')
    expect(core.document).toEqual(line.state.document)
    expect([core.document.name, opacityOf(core.document)]).toEqual(['Later', 0.5])
    expect(problems).toEqual([])
  })

  it('does not do twice what was saved although its answer was lost', async () => {
    const { core, line, problems } = opened()
    const before = core.document.layers[0]
    if (before === undefined) throw new Error('There is a layer')
    core.faults.push('lost-answer')
    line.edit([{ type: 'add-layer', layer: { ...before, id: 'layer-2' } }])
    await settle(3000)
    expect(core.document.layers.map(({ id }) => id)).toEqual(['layer-1', 'layer-2'])
    expect(line.state.document).toEqual(core.document)
    expect(problems).toEqual([])
  })

  it('puts what is not saved on top of what another tab did', async () => {
    const { core, line } = opened()
    const baseRevision = core.revision
    core.elsewhere([name('Other tab')])
    line.hear({ ...core.position, baseRevision, commands: [name('Other tab')] })
    line.edit([opacity(0.5)])
    await settle()
    expect([core.document.name, opacityOf(core.document)]).toEqual(['Other tab', 0.5])
    expect(line.state.document).toEqual(core.document)
  })

  it('opens the document again where it met a conflict, keeps what fits and tells what does not', async () => {
    const { core, line, problems } = opened()
    core.elsewhere([{ type: 'remove-layer', layerId: 'layer-1' }])
    line.edit([opacity(0.5)], { id: 'drag', goesOn: 'open' })
    line.edit([name('Mine')])
    line.refresh()
    await settle(2000)
    expect(core.document).toMatchObject({ name: 'Mine', layers: [] })
    expect(line.state.document).toEqual(core.document)
    expect(problems).toEqual(['changed-elsewhere'])
  })

  it('knows its own changes when they come back as events', async () => {
    const { core, line, states } = opened()
    line.edit([opacity(0.5)])
    await settle()
    const count = states.length
    line.hear({ ...core.position, baseRevision: 1, commands: [opacity(0.5)] })
    await settle()
    expect(line.state.document).toEqual(core.document)
    expect(states.slice(count).every(({ document }) => opacityOf(document) === 0.5)).toBe(true)
  })

  it('saves what is left when nobody looks any more, also once the studio is back', async () => {
    const { core, line, states } = opened()
    line.edit([opacity(0.5)], { id: 'drag', goesOn: 'open' })
    const count = states.length
    core.faults.push('lost-call')
    void line.close()
    await settle(3000)
    expect(opacityOf(core.document)).toBe(0.5)
    expect(states).toHaveLength(count)
  })

  it('refuses what the document does not take, and stays as it was', async () => {
    const { core, line } = opened()
    expect(() => line.edit([{ type: 'remove-layer', layerId: 'nobody' }])).toThrow(StudioError)
    await settle()
    expect(core.calls).toBe(0)
    expect(line.isDirty).toBe(false)
  })

  it('does nothing at the end of the history', async () => {
    const { line, problems } = opened()
    line.undo()
    await settle()
    expect(problems).toEqual([])
    expect(line.state.saved).toBe('saved')
  })
})
