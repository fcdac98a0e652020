import type { Document } from '../../../app/domain/document/document.ts'
import type { TextLayer } from '../../../app/domain/document/layer.ts'
import type { Size } from '../../../app/domain/raster.ts'
import { type DrawList, drawListOf } from '../../../app/raster/paint/draw-list.ts'
import { type Frame, frameOf } from '../../../app/raster/paint/maps.ts'
import { type Compared, comparedDocument } from '../session/compared.ts'
import type { EditorState } from '../session/editor.ts'
import { originalOf } from '../session/original.ts'
import { viewCrop, wholeCrop } from '../tools/crop-frame.ts'

/** What the stage shows of a document. */
export interface Shown {
  readonly document: Document
  readonly list: DrawList
  /** From document pixels to those of the picture that is shown. */
  readonly frame: Frame
  /** What lies beside one another, in the order of the panes; empty where nothing is compared. */
  readonly panes: readonly DrawList[]
}

/** While a crop is changed the whole canvas is shown; while the original is looked at, that. */
export function shownOf(state: EditorState, document: Document, textSizeOf: (layer: TextLayer) => Size | undefined): Shown {
  const framed =
    state.tool === 'crop' ? { ...document, crop: viewCrop(document.canvas, document.crop ?? wholeCrop(document.canvas)) } : document
  return {
    document,
    list: drawListOf(state.compare === 'original' ? originalOf(framed) : framed, textSizeOf),
    frame: frameOf(framed.canvas, framed.crop),
    panes: panesOf(state).map((compared) => drawListOf(comparedDocument(compared, framed), textSizeOf)),
  }
}

/** What is compared now; the same array while nothing changed. */
export function panesOf({ compare, compared }: Pick<EditorState, 'compare' | 'compared'>): readonly Compared[] {
  if (compare === 'slider' || compare === 'side') return compared.pair
  return compare === 'grid' ? compared.grid : NOTHING
}

const NOTHING: readonly Compared[] = []
