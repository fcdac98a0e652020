import { applyCommands } from '../../../app/domain/document/apply-command.ts'
import type { Command } from '../../../app/domain/document/command.ts'
import type { Document } from '../../../app/domain/document/document.ts'
import { type Editor, newId, selectedLayer } from '../session/editor.ts'
import { brushTool } from './brush-tool.ts'
import { cropTool } from './crop-tool.ts'
import { magicTool } from './magic-tool.ts'
import { moveTool } from './move-tool.ts'
import type { GuideLine, Tool, ToolId, ToolInput, ToolScene, ToolStep } from './tool.ts'

export type Scribble = NonNullable<ToolStep<unknown>['scribble']>

interface ToolHost {
  readonly onChange: () => void
  readonly sizeOf: ToolScene['sizeOf']
  readonly onScribble: (scribble: Scribble) => void
}

/** A tool that was taken up: its state, the gesture that goes on. */
export class ToolRunner {
  readonly #editor: Editor
  readonly #host: ToolHost
  #tool: ToolId = 'move'
  #state: unknown = moveTool.idle
  #gesture: string | null = null
  /** Commands that are shown and not done yet. */
  #preview: readonly Command[] = []
  guides: readonly GuideLine[] = []

  constructor(editor: Editor, host: ToolHost) {
    this.#editor = editor
    this.#host = host
  }

  /** Whether something is being dragged or painted. */
  get isBusy(): boolean {
    return this.#gesture !== null
  }

  get state(): unknown {
    return this.#state
  }

  /** The document with what is being done and not saved. */
  shown(document: Document): Document {
    if (this.#preview.length === 0) return document
    try {
      return applyCommands(document, this.#preview).document
    } catch {
      // Another tab took the layer away in the middle of it.
      return document
    }
  }

  scene(pxPerScreen: number): ToolScene {
    const state = this.#editor.store.getState()
    return { document: state.document, selected: selectedLayer(state), sizeOf: this.#host.sizeOf, pxPerScreen }
  }

  input(input: ToolInput, pxPerScreen: number): void {
    const { tool, brush } = this.#editor.store.getState()
    if (tool !== this.#tool) this.#take(tool)
    const scene = this.scene(pxPerScreen)
    if (tool === 'move') this.#run(moveTool, input, { scene, settings: null })
    else if (tool === 'crop') this.#run(cropTool, input, { scene, settings: null })
    else if (tool === 'magic') {
      const mode = input.kind !== 'cancel' && input.keys.alt ? 'erase' : 'add'
      this.#run(magicTool, input, { scene, settings: { mode, sizePx: 12 * pxPerScreen } })
    } else if (tool === 'brush' || tool === 'eraser') {
      const mode = (tool === 'eraser') === (input.kind === 'cancel' || !input.keys.alt) ? 'erase' : 'add'
      this.#run(brushTool, input, { scene, settings: { ...brush, mode, newId: () => newId('stroke') } })
    }
  }

  /** Ends what goes on, as if Esc had been pressed. @returns whether anything did. */
  cancel(): boolean {
    if (this.#gesture === null && (this.#state as { readonly kind: string }).kind === 'idle') return false
    this.input({ kind: 'cancel' }, 1)
    return true
  }

  #take(tool: ToolId): void {
    this.cancel()
    this.#tool = tool
    // Every tool is idle in the same way.
    this.#state = moveTool.idle
    this.guides = []
  }

  #run<State, Settings>(
    tool: Tool<State, Settings>,
    input: ToolInput,
    { scene, settings }: { readonly scene: ToolScene; readonly settings: Settings },
  ): void {
    const step = tool.step(this.#state as State, input, scene, settings)
    this.#state = step.state
    this.#follow(step)
  }

  #follow({ commands, gesture, preview, select, guides, scribble }: ToolStep<unknown>): void {
    if (select !== undefined) this.#editor.store.setState({ selected: select })
    if (preview !== undefined) this.#preview = preview
    if (guides !== undefined) this.guides = guides
    if (gesture === 'goes-on') this.#gesture ??= newId('gesture')
    const id = this.#gesture
    if (gesture === 'given-up') {
      this.#preview = []
      if (id !== null) this.#editor.line.bail(id)
    } else if (commands !== undefined && commands.length > 0) {
      this.#editor.change(commands, { id: id ?? newId('gesture'), goesOn: gesture === 'goes-on' ? 'open' : 'ended' })
    }
    if (gesture === 'ends' || gesture === 'given-up') {
      if (id !== null) this.#editor.line.end(id)
      this.#gesture = null
      this.#preview = []
    }
    if (scribble !== undefined) this.#host.onScribble(scribble)
    this.#host.onChange()
  }
}
