import type { Plane } from '../../domain/raster.ts'
import { mapPlane } from '../morphology.ts'
import { emptyLayer, measureSpans, type YuvLayer } from './yuv-layer.ts'
import type { YuvPicture } from './yuv-picture.ts'

export interface LayerSource {
  /** What is seen with the layer in its place. */
  readonly whole: YuvPicture
  /** What is seen without it. */
  readonly behind: YuvPicture
  /** How much of a pixel is the layer, 0..1, at the pictures' size. */
  readonly cover: Plane
}

/** Room around a layer, so that sampling at its edge finds nothing beside it. */
const ROOM_PX = 4
const LOWEST = 16
const HIGHEST = { luma: 235, chroma: 240 } as const

/**
 * A layer that gives `whole` when it is laid over `behind`: its colour is what is left when the share of what is behind has been taken
 * away. Where no colour could be that, it covers more: a dark hair beside a mask on a light ground is a hair.
 *
 * @returns null where nothing is covered.
 */
export function cutLayer(source: LayerSource): YuvLayer | null {
  const { whole, behind } = source
  const box = boxOf(source.cover)
  if (box === null) return null
  const layer = emptyLayer(box)
  const cover = mapPlane(source.cover, (share, i) => (share <= 0 ? 0 : Math.max(share, leastCover(whole.luma[i], behind.luma[i]))))
  fillLuma(layer, { whole, behind, cover })
  fillChroma(layer, { whole, behind, cover })
  measureSpans(layer)
  return layer
}

/** The least cover with which a luma can be made over another. */
function leastCover(wanted: number, behind: number): number {
  if (wanted < behind) return Math.min(1, (behind - wanted) / (behind - LOWEST))
  return wanted === behind ? 0 : Math.min(1, (wanted - behind) / (HIGHEST.luma - behind))
}

function fillLuma({ x: left, y: top, width, height, luma }: YuvLayer, { whole, behind, cover }: LayerSource): void {
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0, i = (top + y) * whole.width + left; x < width; x++, i++, o++) {
      const share = cover.data[i]
      if (share <= 0) continue
      const value = premultiplied(whole.luma[i] - (1 - share) * behind.luma[i], share, HIGHEST.luma)
      luma[o] = value + (((share * 255 + 0.5) | 0) << 16)
    }
  }
}

function fillChroma({ x: left, y: top, width, height, chroma, chromaCover }: YuvLayer, { whole, behind, cover }: LayerSource): void {
  const stride = whole.width >> 1
  for (let y = 0, o = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2, o++) {
      const i = (top + y) * whole.width + left + x
      const share = 0.25 * (cover.data[i] + cover.data[i + 1] + cover.data[i + whole.width] + cover.data[i + whole.width + 1])
      if (share <= 0) continue
      const c = ((top + y) >> 1) * stride + ((left + x) >> 1)
      const blue = premultiplied(whole.blue[c] - (1 - share) * behind.blue[c], share, HIGHEST.chroma)
      const red = premultiplied(whole.red[c] - (1 - share) * behind.red[c], share, HIGHEST.chroma)
      chroma[o] = blue + (red << 16)
      chromaCover[o] = share * 255 + 0.5
    }
  }
}

function premultiplied(value: number, share: number, highest: number): number {
  return (Math.min(highest * share, Math.max(LOWEST * share, value)) + 0.5) | 0
}

/** What a cover covers with room around it: even sides at even places. */
function boxOf({ width, height, data }: Plane): { x: number; y: number; width: number; height: number } | null {
  let [left, right, top, bottom] = [width, -1, height, -1]
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (data[i] <= 0) continue
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      bottom = y
    }
  }
  if (right < 0) return null
  const x = Math.max(0, left - ROOM_PX) & ~1
  const y = Math.max(0, top - ROOM_PX) & ~1
  const endX = Math.min(width, (right + ROOM_PX + 2) & ~1)
  const endY = Math.min(height, (bottom + ROOM_PX + 2) & ~1)
  return { x, y, width: endX - x, height: endY - y }
}
