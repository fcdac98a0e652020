import type { ClipExportPlan, PlannedOutput } from '../../../domain/video/export-plan.ts'
import type { FrameLayout } from '../../../domain/video/frame-layout.ts'
import type { ClipFacts, Rational } from '../clip-facts.ts'
import { colourFilters } from './colour-filters.ts'
import { windowExpression } from './window-expression.ts'

/** The mark of one output: a piece of the sheet of marks, and where it lies on the output. */
export interface MarkPiece {
  readonly sheetY: number
  readonly width: number
  readonly height: number
  readonly x: number
  readonly y: number
}

/**
 * All marks in one picture, one above the other. An input for each mark made ffmpeg 5.1 keep frames while it read them in turn: 1173 MB
 * instead of 861 MB for four outputs of 5 s.
 */
export interface MarkSheet {
  /** Which input of ffmpeg it is. */
  readonly input: number
  /** One for each output, in order. */
  readonly pieces: readonly (MarkPiece | null)[]
}

export interface GraphRequest {
  readonly facts: ClipFacts
  readonly plan: ClipExportPlan
  readonly rate: Rational
  /** What the build of ffmpeg has. */
  readonly filters: ReadonlySet<string>
  readonly pixelFormat: string
  /** `#rrggbb` behind frames that are shown whole. */
  readonly colour: string
  readonly marks: MarkSheet | null
  /** Which outputs get a picture of the best frame. */
  readonly covers: boolean
  /** Size of the short moving picture of the first output; null without. */
  readonly moving: { readonly width: number; readonly height: number; readonly rate: number; readonly frames: number } | null
}

/**
 * The whole graph: the clip is decoded once, brought to a constant rate and BT.709, and split for all outputs. Pads: `[v0]`, `[v1]` ...,
 * `[c0]` ... for covers, `[g]` for the moving picture.
 */
export function filterGraph(request: GraphRequest): string {
  const { plan, facts } = request
  const { outputs } = plan
  const head = `[0:${facts.picture.index}]${commonFilters(request).join(',')}`
  const pads = outputs.map((_, i) => `[s${i}]`)
  const split = outputs.length === 1 ? `${head}[s0]` : `${head},split=${outputs.length}${pads.join('')}`
  return [split, ...marksGraph(request.marks), ...outputs.flatMap((output, i) => outputGraph(request, output, i))].join(';')
}

/** Our marks are sRGB; the frames they are laid on are BT.709. Pads: `[m0]`, `[m1]` ... of the outputs that have one. */
function marksGraph(marks: MarkSheet | null): readonly string[] {
  if (marks === null) return []
  const cuts = marks.pieces.flatMap((piece, i) => (piece === null ? [] : [{ piece, i }]))
  if (cuts.length === 0) return []
  const split = cuts.length === 1 ? '[k0]' : `,split=${cuts.length}${cuts.map((_, k) => `[k${k}]`).join('')}`
  return [
    `[${marks.input}:v]scale=out_color_matrix=bt709:out_range=limited,format=yuva420p${split}`,
    ...cuts.map(({ piece, i }, k) => `[k${k}]crop=${piece.width}:${piece.height}:0:${piece.sheetY}[m${i}]`),
  ]
}

function commonFilters({ facts, plan, rate, filters }: GraphRequest): readonly string[] {
  const { picture } = facts
  const frames = frameCount(plan.durationMs, rate)
  const isTurned = picture.rotation === 90 || picture.rotation === 270
  const shape = picture.sampleAspect.num === picture.sampleAspect.den ? [] : [`scale=${picture.width}:${picture.height}:flags=bicubic`]
  // The last frame may stay for long; nothing says so once it is decoded.
  const rest = Math.ceil(((facts.durationMs - facts.lastFrameMs) * rate.num) / rate.den / 1000) + 2
  const [width, height] = isTurned ? [picture.codedHeight, picture.codedWidth] : [picture.codedWidth, picture.codedHeight]
  // A stream may change its size; everything after this counts on one.
  const size =
    shape.length > 0 ? shape : width === picture.width && height === picture.height ? [] : [`scale=${picture.width}:${picture.height}`]
  return [
    `fps=${rate.num}/${rate.den}:start_time=0`,
    `tpad=stop=${rest}:stop_mode=clone`,
    `trim=end_frame=${frames}`,
    ...size,
    'setsar=1',
    ...colourFilters(picture, filters),
  ]
}

export function frameCount(durationMs: number, rate: Rational): number {
  return Math.max(1, Math.round((durationMs * rate.num) / rate.den / 1000))
}

function outputGraph(request: GraphRequest, output: PlannedOutput, i: number): readonly string[] {
  const { facts, plan, marks, covers, pixelFormat, moving } = request
  const laid = laidGraph(facts.picture, output, { from: `[s${i}]`, to: `[l${i}]`, id: i, colour: request.colour })
  const mark = marks?.pieces[i] ?? null
  const marked = mark === null ? [] : [`[l${i}][m${i}]overlay=${mark.x}:${mark.y}:format=yuv420[o${i}]`]
  const from = mark === null ? `[l${i}]` : `[o${i}]`
  const finish = `setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709,format=${pixelFormat}`
  const hasMoving = i === 0 && moving !== null
  const copies = 1 + (covers ? 1 : 0) + (hasMoving ? 1 : 0)
  if (copies === 1) return [...laid, ...marked, `${from}${finish}[v${i}]`]
  const parts = [`[a${i}]`, ...(covers ? [`[b${i}]`] : []), ...(hasMoving ? ['[d]'] : [])]
  return [
    ...laid,
    ...marked,
    `${from}split=${copies}${parts.join('')}`,
    `[a${i}]${finish}[v${i}]`,
    ...(covers ? [`[b${i}]select='eq(n,${plan.cover.frame})',${JPEG_COLOURS}[c${i}]`] : []),
    ...(hasMoving ? [`[d]${movingFilters(moving)}[g]`] : []),
  ]
}

/** JFIF knows one matrix and one range. */
const JPEG_COLOURS = 'scale=in_color_matrix=bt709:in_range=limited:out_color_matrix=bt601:out_range=full,format=yuvj420p'

function movingFilters({ width, height, rate, frames }: NonNullable<GraphRequest['moving']>): string {
  return `fps=${rate},trim=end_frame=${frames},scale=${width}:${height}:flags=area,format=yuv444p`
}

interface Ends {
  readonly from: string
  readonly to: string
  readonly id: number
  readonly colour: string
}

function laidGraph(clip: { readonly width: number; readonly height: number }, output: PlannedOutput, ends: Ends): readonly string[] {
  const { layout } = output
  if (layout.kind === 'crop')
    return [`${ends.from}${[...cropFilters(clip, layout), ...resize(layout.window, output)].join(',') || 'null'}${ends.to}`]
  const { part, shown, behind } = layout
  const cut =
    part.width === clip.width && part.height === clip.height ? [] : [`crop=${part.width}:${part.height}:${part.x}:${part.y}:exact=1`]
  const front = [...cut, ...resize(part, shown)]
  if (behind === 'color') {
    const pad = `pad=${output.width}:${output.height}:${shown.x}:${shown.y}:color=0x${ends.colour.slice(1, 7)}`
    return [`${ends.from}${[...front, pad].join(',')}${ends.to}`]
  }
  const { id } = ends
  return [
    `${ends.from}split=2[f${id}][p${id}]`,
    `[p${id}]${blurFilters(clip, output).join(',')}[q${id}]`,
    `[f${id}]${front.join(',') || 'null'}[r${id}]`,
    `[q${id}][r${id}]overlay=${shown.x}:${shown.y}:format=yuv420${ends.to}`,
  ]
}

function cropFilters(
  clip: { readonly width: number; readonly height: number },
  layout: FrameLayout & { readonly kind: 'crop' },
): readonly string[] {
  const { window, axis, path } = layout
  if (window.width === clip.width && window.height === clip.height) return []
  const along = windowExpression(path, axis === 'x' ? clip.width : clip.height)
  const [x, y] = axis === 'x' ? [along, '0'] : ['0', along]
  return [`crop=${window.width}:${window.height}:x='${x}':y='${y}':exact=1`]
}

function resize(
  from: { readonly width: number; readonly height: number },
  to: { readonly width: number; readonly height: number },
): readonly string[] {
  return from.width === to.width && from.height === to.height ? [] : [`scale=${to.width}:${to.height}:flags=bicubic`, 'setsar=1']
}

/** What is behind a frame that is shown whole is blurred where it is small: a twentieth of the size, so a four-hundredth of the work. */
const BLUR_AT = 20

function blurFilters(
  clip: { readonly width: number; readonly height: number },
  output: { readonly width: number; readonly height: number },
): readonly string[] {
  const scale = Math.min(clip.width / output.width, clip.height / output.height)
  const even = (length: number): number => Math.max(2, 2 * Math.round(length / 2))
  const [width, height] = [Math.min(clip.width, even(output.width * scale)), Math.min(clip.height, even(output.height * scale))]
  return [
    `crop=${width}:${height}`,
    `scale=${even(output.width / BLUR_AT)}:${even(output.height / BLUR_AT)}:flags=area`,
    'gblur=sigma=2.5',
    "lutyuv=y='16+(val-16)*0.7'",
    `scale=${output.width}:${output.height}:flags=bilinear`,
    'setsar=1',
  ]
}
