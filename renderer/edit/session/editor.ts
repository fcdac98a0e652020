import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Command } from '../../../app/domain/document/command.ts'
import type { Document } from '../../../app/domain/document/document.ts'
import type { Layer } from '../../../app/domain/document/layer.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import type { DocumentId } from '../../../app/domain/ids.ts'
import type { ToolId } from '../tools/tool.ts'
import { type Compared, FIRST_COMPARED } from './compared.ts'
import type { Core, Position } from './core.ts'
import { DocumentLine, type LineListener, type LineState } from './document-line.ts'

export interface EditorState extends LineState {
  /** Id of the layer that is worked on. */
  readonly selected: string | null
  readonly tool: ToolId
  readonly tab: 'layers' | 'adjust' | 'history'
  readonly brush: { readonly sizePx: number; readonly hardness: number; readonly followEdges: boolean }
  /** What the mask hides is shown in red. */
  readonly isMaskShown: boolean
  /** What is shown instead of the document as it is, or beside it. */
  readonly compare: 'off' | 'original' | 'slider' | 'side' | 'grid'
  /** What lies beside one another with a divider or side by side, and what in a grid. */
  readonly compared: { readonly pair: readonly Compared[]; readonly grid: readonly Compared[] }
  readonly dividerShare: number
  /** Margin of the safe area that a crop shows, as a share of its sides; null shows none. */
  readonly safeArea: number | null
  /** A control that changes pixels is being moved: coarse ones that come at once are better than fine ones that come late. */
  readonly isAdjusting: boolean
  /** Things that are being found by the core. */
  readonly selecting: number
  /** The text that is worked on wants the keys. */
  readonly typing: boolean
  /** The colour that was picked last. */
  readonly picked: string | null
}

/** A document that is open in the room. */
export interface Editor {
  readonly id: DocumentId
  readonly store: StoreApi<EditorState>
  readonly line: DocumentLine
  /** Changes the document. @returns whether it took the commands; where not, that has been reported. */
  change(commands: readonly Command[], gesture?: { readonly id: string; readonly goesOn: 'open' | 'ended' }): boolean
}

export function createEditor(
  id: DocumentId,
  core: Core,
  {
    opened,
    onProblem,
  }: { readonly opened: { readonly document: Document; readonly position: Position }; readonly onProblem: LineListener['onProblem'] },
): Editor {
  const { document } = opened
  const store = createStore<EditorState>()(() => ({
    ...opened,
    saved: 'saved' as const,
    selected: document.layers.findLast(({ kind, locked }) => kind !== 'background' && !locked)?.id ?? null,
    tool: 'move' as const,
    tab: 'layers' as const,
    brush: {
      sizePx: Math.max(4, Math.round(Math.max(document.canvas.width, document.canvas.height) / 24)),
      hardness: 0.6,
      followEdges: false,
    },
    isMaskShown: false,
    compare: 'off' as const,
    compared: { pair: FIRST_COMPARED, grid: FIRST_COMPARED },
    dividerShare: 0.5,
    safeArea: null,
    isAdjusting: false,
    selecting: 0,
    typing: false,
    picked: null,
  }))
  const line = new DocumentLine(core, opened, {
    onState: (state) => store.setState(({ selected }) => ({ ...state, selected: stillThere(state.document, selected) })),
    onProblem,
  })
  return {
    id,
    store,
    line,
    change: (commands, gesture) => {
      try {
        line.edit(commands, gesture ?? null)
        return true
      } catch (thrown) {
        onProblem(StudioError.from(thrown))
        return false
      }
    },
  }
}

export function layerOf(document: Document, id: string | null): Layer | null {
  return document.layers.find((layer) => layer.id === id) ?? null
}

export const selectedLayer = ({ document, selected }: EditorState): Layer | null => layerOf(document, selected)

/** Ids that layers and strokes are made up with: lower case, no dashes at the ends. */
export function newId(kind: 'layer' | 'stroke' | 'gesture'): string {
  return `${kind}-${crypto.randomUUID().slice(0, 18)}`
}

const stillThere = (document: Document, id: string | null): string | null => layerOf(document, id)?.id ?? null
