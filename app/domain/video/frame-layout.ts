import type { Size } from '../raster.ts'
import type { ClipFit, ClipOutput } from './clip-recipe.ts'
import { type CropPath, planCropPath } from './crop-path.ts'
import { extentOf, type ShareBox, type SubjectSample } from './subject-track.ts'

/** How a frame of the clip becomes a frame of an output. Lengths in pixels of the upright clip, or of the output. */
export type FrameLayout =
  /** A window of the output's shape, which moves along one side at most. */
  | { readonly kind: 'crop'; readonly window: Size; readonly axis: 'x' | 'y'; readonly path: CropPath }
  /** A part that stays, shown whole; what stays free is its blur or a colour. */
  | { readonly kind: 'pad'; readonly part: Box; readonly shown: Box; readonly behind: 'blur' | 'color' }

interface Box extends Size {
  readonly x: number
  readonly y: number
}

export interface LaidFrame {
  readonly layout: FrameLayout
  readonly warnings: readonly ('padded' | 'no-subject')[]
}

/** Room that is left around a subject that is shown whole, as a share of the clip's side. */
const PART_ROOM = 0.03
/** As much of a subject as may be left out of the part that is shown. */
const PART_LEFT_OUT = 0.005

/**
 * How the frames of an output are made. A crop holds at least 95 % of the subject and every face; where the shape does not allow that,
 * all of the subject is shown and what stays free is filled with blur.
 *
 * @param samples none where nobody has looked.
 */
export function layOutFrame(clip: Size, output: ClipOutput & Size, samples: readonly SubjectSample[]): LaidFrame {
  const isSameShape = Math.abs(clip.width / clip.height / (output.width / output.height) - 1) < 0.005
  const whole = { x: 0, y: 0, width: clip.width, height: clip.height }
  const fit: ClipFit = isSameShape ? 'crop' : output.fit
  if (fit !== 'crop') return { layout: padded(whole, output, fit), warnings: [] }
  const { window, axis } = windowOf(clip, output)
  const length = axis === 'x' ? window.width / clip.width : window.height / clip.height
  const still = (at: number): LaidFrame['layout'] => ({ kind: 'crop', window, axis, path: { kind: 'static', nodes: [{ ms: 0, at }] } })
  if (isSameShape) return { layout: still((1 - length) / 2), warnings: [] }
  if (output.place !== null) return { layout: still((1 - length) * output.place), warnings: [] }
  if (samples.every(({ subject }) => subject === null)) return { layout: still((1 - length) / 2), warnings: ['no-subject'] }
  const side = axis === 'x' ? 'columns' : 'rows'
  const path = planCropPath(samples, side, length)
  if (path !== null) return { layout: { kind: 'crop', window, axis, path }, warnings: [] }
  return { layout: padded(partOf(clip, samples, axis), output, 'blur'), warnings: ['padded'] }
}

/** The largest window of a shape in a clip; its sides are even. */
function windowOf(clip: Size, output: Size): { readonly window: Size; readonly axis: 'x' | 'y' } {
  const even = (length: number, most: number): number => Math.min(most, Math.max(2, 2 * Math.round(length / 2)))
  const ratio = output.width / output.height
  return clip.width / clip.height > ratio
    ? { window: { width: even(clip.height * ratio, clip.width), height: clip.height }, axis: 'x' }
    : { window: { width: clip.width, height: even(clip.width / ratio, clip.height) }, axis: 'y' }
}

/** Everything that the subject takes over the whole clip, along one side. */
function partOf(clip: Size, samples: readonly SubjectSample[], axis: 'x' | 'y'): Box {
  let [from, to] = [1, 0]
  for (const { subject } of samples) {
    if (subject === null) continue
    const [start, end] = extentOf(axis === 'x' ? subject.columns : subject.rows, PART_LEFT_OUT)
    const face: ShareBox = subject.face ?? { x: start, y: start, width: 0, height: 0 }
    const [faceStart, faceLong] = axis === 'x' ? [face.x, face.width] : [face.y, face.height]
    from = Math.min(from, start, faceStart)
    to = Math.max(to, end, faceStart + faceLong)
  }
  const side = axis === 'x' ? clip.width : clip.height
  const start = 2 * Math.floor((Math.max(0, from - PART_ROOM) * side) / 2)
  const length = Math.min(side - start, 2 * Math.ceil(((Math.min(1, to + PART_ROOM) * side - start) as number) / 2))
  return axis === 'x' ? { x: start, y: 0, width: length, height: clip.height } : { x: 0, y: start, width: clip.width, height: length }
}

function padded(part: Box, output: Size, behind: 'blur' | 'color'): FrameLayout {
  const scale = Math.min(output.width / part.width, output.height / part.height)
  const even = (length: number, most: number): number => Math.min(most, Math.max(2, 2 * Math.round(length / 2)))
  const width = even(part.width * scale, output.width)
  const height = even(part.height * scale, output.height)
  const middle = (room: number): number => 2 * Math.round(room / 4)
  const shown = { x: middle(output.width - width), y: middle(output.height - height), width, height }
  return { kind: 'pad', part, shown, behind }
}
