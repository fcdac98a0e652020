import type { BytePlane, FramePlane } from './sample-plane.ts'

/** Where each row of a frame looks: its row of the source, and the columns along it, in samples of the source. */
export interface RowMaps {
  readonly y: Float64Array
  readonly x: Float64Array
  readonly step: Float64Array
}

export function rowMaps(rows: number): RowMaps {
  return { y: new Float64Array(rows), x: new Float64Array(rows), step: new Float64Array(rows) }
}

const ONE = 65_536

/** Samples a plane row by row, each along a line of its own (bilinear): a floor slides under a camera by how near each row of it is. */
export function paintRows(source: BytePlane, maps: RowMaps, to: FramePlane): void {
  const { data, width, height } = source
  const lastX = (width - 1) * ONE - 64
  for (let y = 0, o = to.offset; y < to.height; y++) {
    const place = Math.min(height - 1.002, Math.max(0, maps.y[y]))
    const row = (place | 0) * width
    const v = ((place - (place | 0)) * 256) | 0
    const start = maps.x[y]
    const step = maps.step[y]
    for (let x = 0; x < to.width; x++, o++) {
      let at = ((start + step * x) * ONE) | 0
      if (at < 0) at = 0
      else if (at > lastX) at = lastX
      const i = row + (at >> 16)
      const u = (at >> 8) & 255
      const a = data[i]
      const b = data[i + width]
      const above = (a << 8) + (data[i + 1] - a) * u
      const below = (b << 8) + (data[i + width + 1] - b) * u
      to.data[o] = ((above << 8) + (below - above) * v + 32_768) >> 16
    }
  }
}
