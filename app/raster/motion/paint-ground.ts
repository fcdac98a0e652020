import { type CameraPose, type View, viewAt } from '../../domain/director/camera-view.ts'
import type { Size } from '../../domain/raster.ts'
import { smoothstep } from '../geometry.ts'
import { frameMaps, type PlaneMap } from './line-map.ts'
import type { Frame } from './paint-layer.ts'
import { type BytePlane, type PairPlane, paintBytes, paintPairs } from './sample-bytes.ts'
import { type Columns, columnsOf } from './sample-plane.ts'
import { paintByteRows, paintPairRows, type RowMaps, rowMaps } from './sample-rows.ts'
import type { GroundPicture } from './yuv-picture.ts'

/** Distances over a picture: far above, and as near as the person from where they stand down. */
export interface GroundDepth {
  readonly far: number
  /** In shares of the still's height; null where there is no floor to be seen. */
  readonly standsAt: number | null
}

/** How far above the feet a floor ends, in shares of the still's height: a usual camera looks at a studio floor that flat. */
const FLOOR = 0.16

/** Paints what is behind the person. */
export class GroundPainter {
  readonly #columns: { readonly luma: Columns; readonly chroma: Columns }
  readonly #rows: { readonly luma: RowMaps; readonly chroma: RowMaps }
  readonly #depth: GroundDepth

  constructor(clip: Size, depth: GroundDepth) {
    this.#columns = { luma: columnsOf(clip.width), chroma: columnsOf(clip.width >> 1) }
    this.#rows = { luma: rowMaps(clip.height), chroma: rowMaps(clip.height >> 1) }
    this.#depth = depth
  }

  paint(ground: GroundPicture, { pose, whole }: { readonly pose: CameraPose; readonly whole: Size }, { data, width, height }: Frame): void {
    const { far, standsAt } = this.#depth
    const distant = viewAt(pose, whole, far)
    const near = viewAt(pose, whole, 1)
    const clip = { width, height }
    const maps = frameMaps(distant, ground, clip)
    const half = { width: width >> 1, height: height >> 1 }
    const blueAt = width * height
    const toLuma = { data, offset: 0, ...clip }
    const toChroma = { data, offset: blueAt, upperOffset: blueAt + half.width * half.height, ...half }
    const luma: BytePlane = { data: ground.luma, width: ground.width, height: ground.height }
    const chroma: PairPlane = { data: ground.chroma, width: ground.width >> 1, height: ground.height >> 1 }
    if (standsAt === null || far === 1 || !differs(distant, near)) {
      paintBytes(luma, { map: maps.luma, columns: this.#columns.luma }, toLuma)
      paintPairs(chroma, { map: maps.chroma, columns: this.#columns.chroma }, toChroma)
      return
    }
    const nearMaps = frameMaps(near, ground, clip)
    const { luma: lumaRows, chroma: chromaRows } = this.#rows
    paintByteRows(luma, floorRows(lumaRows, { maps: maps.luma, near: nearMaps.luma, source: luma, standsAt }), toLuma)
    paintPairRows(chroma, floorRows(chromaRows, { maps: maps.chroma, near: nearMaps.chroma, source: chroma, standsAt }), toChroma)
  }
}

function differs(a: View, b: View): boolean {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y) + Math.abs(a.width - b.width) > 1e-6
}

/** Rows from the far view at the horizon to the person's own where they stand. */
function floorRows(
  rows: RowMaps,
  { maps, near, source, standsAt }: { readonly maps: PlaneMap; readonly near: PlaneMap; readonly source: Size; readonly standsAt: number },
): RowMaps {
  for (let y = 0; y < rows.y.length; y++) {
    const farY = maps.y.start + maps.y.step * y
    const nearY = near.y.start + near.y.step * y
    const share = smoothstep(standsAt - FLOOR, standsAt - 0.01, (farY + nearY + 1) / 2 / source.height)
    rows.y[y] = farY + (nearY - farY) * share
    rows.x[y] = maps.x.start + (near.x.start - maps.x.start) * share
    rows.step[y] = maps.x.step + (near.x.step - maps.x.step) * share
  }
  return rows
}
