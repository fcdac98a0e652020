// Anti-aliased polygon and polyline coverage on a pixel grid.
import type { Point } from './shapes.ts'

export interface Grid {
  width: number
  height: number
  u0: number
  v0: number
  ppm: number
} // ppm = pixels per metre

/** Non-zero winding fill; 4 sub-rows, exact horizontal coverage. Returns 0..1 per pixel. */
export function fill(g: Grid, outline: Point[]): Float32Array {
  const out = new Float32Array(g.width * g.height),
    SUB = 4
  const pts = outline.map(([u, v]): Point => [(u - g.u0) * g.ppm, (v - g.v0) * g.ppm]),
    n = pts.length
  const span = (row: number, a: number, b: number): void => {
    a = Math.max(0, a)
    b = Math.min(g.width, b)
    if (b <= a) return
    const i = Math.floor(a),
      j = Math.min(g.width - 1, Math.floor(b)),
      o = row * g.width
    if (i === j) {
      out[o + i] += (b - a) / SUB
      return
    }
    out[o + i] += (i + 1 - a) / SUB
    for (let k = i + 1; k < j; k++) out[o + k] += 1 / SUB
    out[o + j] += (b - j) / SUB
  }
  for (let r = 0; r < g.height * SUB; r++) {
    const y = (r + 0.5) / SUB,
      cross: [number, number][] = []
    for (let i = 0; i < n; i++) {
      const a = pts[i],
        b = pts[(i + 1) % n]
      if (a[1] <= y === b[1] <= y) continue
      cross.push([a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]), a[1] < b[1] ? 1 : -1])
    }
    cross.sort((a, b) => a[0] - b[0])
    let w = 0
    for (let i = 0; i < cross.length - 1; i++) {
      w += cross[i][1]
      if (w !== 0) span((r / SUB) | 0, cross[i][0], cross[i + 1][0])
    }
  }
  for (let i = 0; i < out.length; i++) if (out[i] > 1) out[i] = 1
  return out
}

/** Visits pixels within half `width` (+1 px) of a polyline with the signed offset, the distance along it and the coverage. */
export function stroke(
  g: Grid,
  points: Point[],
  width: number,
  visit: (o: number, cover: number, along: number, off: number) => void,
): void {
  const best = new Map<number, [number, number, number]>(),
    r = Math.max(width / 2, 0.6 / g.ppm),
    reach = r + 1 / g.ppm
  let run = 0
  for (let i = 0; i + 1 < points.length; i++) {
    const [ax, ay] = points[i],
      [bx, by] = points[i + 1],
      dx = bx - ax,
      dy = by - ay,
      L = Math.hypot(dx, dy)
    if (L < 1e-7) continue
    const x0 = Math.max(0, Math.floor((Math.min(ax, bx) - reach - g.u0) * g.ppm)),
      x1 = Math.min(g.width - 1, Math.ceil((Math.max(ax, bx) + reach - g.u0) * g.ppm))
    const y0 = Math.max(0, Math.floor((Math.min(ay, by) - reach - g.v0) * g.ppm)),
      y1 = Math.min(g.height - 1, Math.ceil((Math.max(ay, by) + reach - g.v0) * g.ppm))
    for (let y = y0; y <= y1; y++)
      for (let x = x0; x <= x1; x++) {
        const px = (x + 0.5) / g.ppm + g.u0 - ax,
          py = (y + 0.5) / g.ppm + g.v0 - ay,
          t = Math.max(0, Math.min(1, (px * dx + py * dy) / (L * L)))
        const d = Math.hypot(px - dx * t, py - dy * t)
        if (d > reach) continue
        const o = y * g.width + x,
          old = best.get(o)
        if (!old || d < old[0]) best.set(o, [d, run + t * L, (px * dy - py * dx) / L])
      }
    run += L
  }
  for (const [o, [d, a, s]] of best) {
    const cover = Math.max(0, Math.min(1, (r - d) * g.ppm + 0.5))
    if (cover > 0) visit(o, cover, a, s)
  }
}

/** Three box blurs, close to a Gaussian; radius in pixels. */
export function blur(src: Float32Array, w: number, h: number, radius: number): Float32Array {
  const a = Float32Array.from(src),
    b = new Float32Array(src.length)
  const r = Math.max(1, Math.round(radius * 0.6)),
    k = 1 / (2 * r + 1)
  const pass = (from: Float32Array, to: Float32Array, n: number, m: number, stepN: number, stepM: number): void => {
    for (let j = 0; j < m; j++) {
      const o = j * stepM
      let s = 0
      for (let i = -r; i <= r; i++) s += from[o + Math.max(0, Math.min(n - 1, i)) * stepN]
      for (let i = 0; i < n; i++) {
        to[o + i * stepN] = s * k
        s += from[o + Math.min(n - 1, i + r + 1) * stepN] - from[o + Math.max(0, i - r) * stepN]
      }
    }
  }
  for (let i = 0; i < 3; i++) {
    pass(a, b, w, h, 1, w)
    pass(b, a, h, w, w, 1)
  }
  return a
}
