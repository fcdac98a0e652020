import type { Document } from '../../../app/domain/document/document.ts'
import type { TextLayer } from '../../../app/domain/document/layer.ts'
import type { Size } from '../../../app/domain/raster.ts'
import { type DrawList, drawListOf } from '../../../app/raster/paint/draw-list.ts'
import { type Frame, frameOf } from '../../../app/raster/paint/maps.ts'
import type { EditorState } from '../session/editor.ts'
import { originalOf } from '../session/original.ts'
import { viewCrop, wholeCrop } from '../tools/crop-frame.ts'

/** What the stage shows of a document. */
export interface Shown {
  readonly document: Document
  readonly list: DrawList
  /** From document pixels to those of the picture that is shown. */
  readonly frame: Frame
  /** Shown to the left of the divider, or of the middle; null where nothing is compared. */
  readonly before: DrawList | null
}

/** While a crop is changed the whole canvas is shown; while the original is looked at, that. */
export function shownOf(state: EditorState, document: Document, textSizeOf: (layer: TextLayer) => Size | undefined): Shown {
  const framed =
    state.tool === 'crop' ? { ...document, crop: viewCrop(document.canvas, document.crop ?? wholeCrop(document.canvas)) } : document
  const original = state.compare === 'off' ? null : originalOf(framed)
  const shown = state.compare === 'original' && original !== null ? original : framed
  return {
    document,
    list: drawListOf(shown, textSizeOf),
    frame: frameOf(framed.canvas, framed.crop),
    before: (state.compare === 'slider' || state.compare === 'side') && original !== null ? drawListOf(original, textSizeOf) : null,
  }
}
