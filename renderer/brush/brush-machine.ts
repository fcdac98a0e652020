import type { StrokePath } from '../../app/domain/brush-stroke.ts'
import { MOST_STROKE_POINTS } from '../../app/domain/stroke-limits.ts'

/** In shares of the picture's width and height. */
export type Place = readonly [x: number, y: number]

/** What a brush does where it is put down. */
export interface Brush {
  readonly mode: StrokePath['mode']
  /** Diameter, as a share of the picture's long side. */
  readonly width: number
  /** Share of the radius that is painted in full, 0..1. */
  readonly hardness: number
}

/** A brush is off the picture, or on it. A stroke is drawn by the hand that began it: a pointer, or the keys. */
export type BrushState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'painting'; readonly by: 'pointer' | 'keys'; readonly stroke: StrokePath }

export type BrushEvent =
  | { readonly kind: 'press'; readonly by: 'pointer' | 'keys'; readonly at: Place; readonly brush: Brush }
  | { readonly kind: 'move'; readonly by: 'pointer' | 'keys'; readonly at: Place }
  | { readonly kind: 'lift'; readonly by: 'pointer' | 'keys' }
  /** Escape, a second finger, or a pointer that the system took away: the stroke never was. */
  | { readonly kind: 'bail' }

export interface BrushStep {
  readonly state: BrushState
  /** A stroke that is done. */
  readonly done: StrokePath | null
}

export const IDLE: BrushState = { kind: 'idle' }

/** @param size of the picture, whatever its unit: shares of its sides differ in length. */
export function nextBrush(state: BrushState, event: BrushEvent, size: { readonly width: number; readonly height: number }): BrushStep {
  if (event.kind === 'bail') return { state: IDLE, done: null }
  if (event.kind === 'press') {
    if (state.kind === 'painting') return { state, done: null }
    const { mode, width, hardness } = event.brush
    return { state: { kind: 'painting', by: event.by, stroke: { mode, width, hardness, points: [kept(event.at)] } }, done: null }
  }
  if (state.kind === 'idle' || event.by !== state.by) return { state, done: null }
  if (event.kind === 'lift') return { state: IDLE, done: state.stroke }
  const stroke = extended(state.stroke, kept(event.at), size)
  return { state: stroke === state.stroke ? state : { ...state, stroke }, done: null }
}

/** Points nearer to the last one than this, in diameters, tell nothing. */
const NEAR = 0.06

function extended(stroke: StrokePath, at: Place, { width, height }: { readonly width: number; readonly height: number }): StrokePath {
  const [x, y] = stroke.points.at(-1) ?? at
  const away = Math.hypot((at[0] - x) * width, (at[1] - y) * height) / Math.max(width, height)
  if (away < NEAR * stroke.width) return stroke
  return { ...stroke, points: [...roomFor(stroke.points), [...at]] }
}

/** A stroke that goes on and on is told by every second of its points. */
function roomFor(points: StrokePath['points']): StrokePath['points'] {
  if (points.length < MOST_STROKE_POINTS - 1) return points
  return points.filter((_, index) => index % 2 === 0 || index === points.length - 1)
}

/** Farther out than this a brush does nothing; finer than a hundred thousandth of a picture no screen shows. */
const kept = ([x, y]: Place): [number, number] => [share(x), share(y)]
const share = (value: number): number => Math.round(Math.min(1.5, Math.max(-0.5, value)) * 1e5) / 1e5
