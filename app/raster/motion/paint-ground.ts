import { type CameraPose, type View, viewAt } from '../../domain/director/camera-view.ts'
import type { Size } from '../../domain/raster.ts'
import { smoothstep } from '../geometry.ts'
import { type FrameMaps, frameMaps, type PlaneMap } from './line-map.ts'
import type { Frame } from './paint-layer.ts'
import { type BytePlane, PlaneSampler } from './sample-plane.ts'
import { paintRows, type RowMaps, rowMaps } from './sample-rows.ts'
import type { YuvPicture } from './yuv-picture.ts'

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
  readonly #luma: PlaneSampler
  readonly #chroma: PlaneSampler
  readonly #rows: { readonly luma: RowMaps; readonly chroma: RowMaps }
  readonly #depth: GroundDepth

  constructor(clip: Size, depth: GroundDepth) {
    this.#luma = new PlaneSampler(clip.width)
    this.#chroma = new PlaneSampler(clip.width >> 1)
    this.#rows = { luma: rowMaps(clip.height), chroma: rowMaps(clip.height >> 1) }
    this.#depth = depth
  }

  paint(ground: YuvPicture, { pose, whole }: { readonly pose: CameraPose; readonly whole: Size }, frame: Frame): void {
    const { far, standsAt } = this.#depth
    const distant = viewAt(pose, whole, far)
    const maps = frameMaps(distant, ground, frame)
    const half = { width: frame.width >> 1, height: frame.height >> 1 }
    const size = frame.width * frame.height
    const planes = [
      { source: { data: ground.luma, width: ground.width, height: ground.height }, kind: 'luma', offset: 0, ...sized(frame) },
      { source: halfOf(ground, ground.blue), kind: 'chroma', offset: size, ...half },
      { source: halfOf(ground, ground.red), kind: 'chroma', offset: size + half.width * half.height, ...half },
    ] as const
    const near = viewAt(pose, whole, 1)
    const hasFloor = standsAt !== null && far > 1 && differs(distant, near)
    const nearMaps = frameMaps(near, ground, frame)
    for (const { source, kind, offset, width, height } of planes) {
      const to = { data: frame.data, offset, width, height }
      if (hasFloor) paintRows(source, floorRows(this.#rows[kind], { maps: maps[kind], near: nearMaps[kind], source, standsAt }), to)
      else this.#sampler(kind).paint(source, maps[kind], to)
    }
  }

  #sampler(kind: keyof FrameMaps): PlaneSampler {
    return kind === 'luma' ? this.#luma : this.#chroma
  }
}

const sized = ({ width, height }: Size): Size => ({ width, height })
const halfOf = ({ width, height }: Size, data: Uint8Array): BytePlane => ({ data, width: width >> 1, height: height >> 1 })

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
