import type { StrokePath } from '../../../app/domain/brush-stroke.ts'
import type { Command } from '../../../app/domain/document/command.ts'
import type { Document } from '../../../app/domain/document/document.ts'
import type { Layer } from '../../../app/domain/document/layer.ts'
import type { Size } from '../../../app/domain/raster.ts'

export const TOOL_IDS = ['move', 'hand', 'brush', 'eraser', 'magic', 'crop', 'text', 'logo', 'eyedropper', 'zoom'] as const
export type ToolId = (typeof TOOL_IDS)[number]

/** A place on the document, in document pixels. */
export interface Spot {
  readonly x: number
  readonly y: number
}

export interface HeldKeys {
  readonly shift: boolean
  readonly alt: boolean
  /** Command on a Mac, else Control. */
  readonly mod: boolean
}

/** What happens to a tool. Whatever state it is in, it knows an answer to each. */
export type ToolInput =
  | {
      readonly kind: 'down' | 'move' | 'up'
      readonly at: Spot
      readonly keys: HeldKeys
      readonly pressure: number | null
      readonly ms: number
    }
  /** Esc, or the pointer was taken away. */
  | { readonly kind: 'cancel' }

/** What a tool looks at. */
export interface ToolScene {
  readonly document: Document
  readonly selected: Layer | null
  /** Of a layer in its own pixels; null for text whose outlines are not known yet. */
  readonly sizeOf: (layer: Layer) => Size | null
  /** Document pixels for one pixel of the screen: what is near is near on the screen. */
  readonly pxPerScreen: number
}

/** A line that is drawn while something snaps to it, in document pixels. */
export interface GuideLine {
  readonly axis: 'x' | 'y'
  /** Where it stands on its axis. */
  readonly at: number
  readonly from: number
  readonly to: number
}

/** What a tool wants after an input. */
export interface ToolStep<State> {
  readonly state: State
  /** Done to the document. */
  readonly commands?: readonly Command[]
  /** `goes-on` and `ends`: the commands belong to one thing to take back. `given-up`: everything since it began is taken back. */
  readonly gesture?: 'goes-on' | 'ends' | 'given-up'
  /** Shown but not done yet. */
  readonly preview?: readonly Command[]
  readonly select?: string | null
  readonly guides?: readonly GuideLine[]
  /** Something was pointed out on a layer; what it is takes longer than a gesture. */
  readonly scribble?: { readonly layerId: string; readonly path: StrokePath }
}

/** A tool as a state machine: pure, without a page, tested as such. */
export interface Tool<State, Settings> {
  readonly idle: State
  step(state: State, input: ToolInput, scene: ToolScene, settings: Settings): ToolStep<State>
}
