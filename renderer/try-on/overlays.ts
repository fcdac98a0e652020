import type { DraftOverlays, OverlayMask } from '../../app/domain/draft-overlays.ts'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import type { Area } from '../canvas/viewport.ts'

/** What can be laid over the picture, in the order of the bar. */
export const MASK_OVERLAYS = ['edit', 'person', 'old', 'layers'] as const
export const SHAPE_OVERLAYS = ['pose', 'mesh', 'anchors'] as const
export type MaskOverlay = (typeof MASK_OVERLAYS)[number]
export type Overlay = MaskOverlay | (typeof SHAPE_OVERLAYS)[number]

/** Side by side, what belongs to the photo lies over the photo. */
export const OF_THE_PHOTO: ReadonlySet<Overlay> = new Set(['person', 'old', 'pose'])

/** Each layer of a garment in a colour of its own, so that it is seen where one ends. */
const LAYER_COLOURS = ['var(--pic-layer-1)', 'var(--pic-layer-2)', 'var(--pic-layer-3)', 'var(--pic-layer-4)'] as const

/** A mask to be drawn: where its picture comes from, what it is called, its colour. */
export interface MaskSource {
  readonly mask: OverlayMask | 'edit'
  readonly overlay: MaskOverlay
  readonly colour: string
}

/** The masks of an overlay that a draft has. The edit mask is kept with the draft and never cleaned away. */
export function masksOf(overlay: MaskOverlay, found: DraftOverlays | undefined): readonly MaskSource[] {
  const has = (mask: OverlayMask): boolean => found?.masks.includes(mask) ?? false
  switch (overlay) {
    case 'edit':
      return [{ mask: 'edit', overlay, colour: 'var(--pic-accent)' }]
    case 'person':
      return has('person') ? [{ mask: 'person', overlay, colour: 'var(--pic-person)' }] : []
    case 'old':
      return has('torso') ? [{ mask: 'torso', overlay, colour: 'var(--pic-old)' }] : []
    case 'layers':
      return (found?.masks ?? [])
        .filter((mask) => mask.startsWith('layer-'))
        .map((mask, index) => ({ mask, overlay, colour: LAYER_COLOURS[index % LAYER_COLOURS.length] ?? LAYER_COLOURS[0] }))
  }
}

/** Whether there is anything to show. */
export function hasOverlay(overlay: Overlay, found: DraftOverlays | undefined): boolean {
  switch (overlay) {
    case 'pose':
      return (found?.pose ?? null) !== null
    case 'mesh':
      return (found?.mesh ?? null) !== null
    case 'anchors':
      return (found?.anchors ?? null) !== null
    case 'edit':
    case 'person':
    case 'old':
    case 'layers':
      return masksOf(overlay, found).length > 0
  }
}

/** From here down, in head radii, a garment begins below the chest. */
const NEAR_HEAD = 4

/** The part of the picture that a draft is about: its mesh and the head above it, or where a person usually wears things. */
export function areaOf({ width, height }: Pick<TryOnResult, 'width' | 'height'>, found: DraftOverlays | undefined): Area {
  const points = found?.mesh?.layers.flatMap((layer) => layer.points) ?? []
  if (points.length === 0) return { x: 0.2 * width, y: 0, width: 0.6 * width, height: 0.6 * height }
  const bounds = (axis: 0 | 1, end: number): readonly [number, number] => {
    let [least, most] = [end, 0]
    for (let i = axis; i < points.length; i += 2) {
      const value = Math.min(end, Math.max(0, points[i] ?? 0))
      least = Math.min(least, value)
      most = Math.max(most, value)
    }
    return [least, most]
  }
  const [[left, right], [edge, bottom]] = [bounds(0, width), bounds(1, height)]
  const head = found?.pose?.head
  // A top without the head above it looks cut off; trousers do not miss it.
  const top = head !== undefined && edge < head.y + NEAR_HEAD * head.radius ? Math.max(0, Math.min(edge, head.y - 1.3 * head.radius)) : edge
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) }
}
