// Garment cuts as flat patterns. Pattern coordinates are metres: u to the right in the picture (the wearer's left), v downward.
// Tops and dresses: (0,0) is the middle of the line through the highest shoulder points. Bottoms: (0,0) is the middle of the waist edge.
import { mix, smoothstep } from '../math.ts'

export type Kind = 'tee' | 'longsleeve' | 'hoodie' | 'shirt' | 'jacket' | 'tank' | 'dress' | 'skirt' | 'trousers' | 'shorts'
export type Point = [u: number, v: number]
export type Role = 'back' | 'body' | 'sleeveL' | 'sleeveR' | 'legL' | 'legR' | 'hood' | 'collar' | 'pocket' | 'band'

export interface TopCut {
  family: 'top'
  length: number
  chest: number
  waist: number
  hem: number // half widths at chest, waist and hem
  shoulder: number
  drop: number
  neck: number
  neckDepth: number
  backDepth: number // half widths; drop = height lost from neck to shoulder point
  sleeve: number
  sleeveEnd: number
  sleeveAngle: number // length from the shoulder point, half widths, degrees from vertical
  armhole: number // v of the armpit
}
export interface BottomCut {
  family: 'bottom'
  length: number
  waist: number
  hip: number
  rise: number
  leg: number
  hem: number
  split: boolean
  legAngle: number
}
export type Cut2D = TopCut | BottomCut

export interface Panel {
  role: Role
  outline: Point[]
}
export interface Line {
  points: Point[]
  width: number
  style: 'seam' | 'stitch' | 'rib' | 'edge' | 'zip'
  ribs?: Point
}
export interface Disc {
  at: Point
  r: number
}
/** Everything that is drawn for a garment, and where its anchors are. */
export interface Pattern {
  kind: Kind
  cut: Cut2D
  panels: Panel[]
  lines: Line[]
  buttons: Disc[]
  anchors: Record<string, Point>
  box: [number, number, number, number]
}

const TOP: TopCut = {
  family: 'top',
  length: 0.67,
  chest: 0.255,
  waist: 0.252,
  hem: 0.255,
  shoulder: 0.205,
  drop: 0.042,
  neck: 0.088,
  neckDepth: 0.098,
  backDepth: 0.022,
  sleeve: 0.205,
  sleeveEnd: 0.088,
  sleeveAngle: 59,
  armhole: 0.255,
}
const BOTTOM: BottomCut = {
  family: 'bottom',
  length: 0.98,
  waist: 0.2,
  hip: 0.272,
  rise: 0.27,
  leg: 0.138,
  hem: 0.098,
  split: true,
  legAngle: 3.6,
}

export const CUTS: Record<Kind, Cut2D> = {
  tee: TOP,
  longsleeve: { ...TOP, sleeve: 0.59, sleeveEnd: 0.048, sleeveAngle: 52, armhole: 0.26, chest: 0.245, waist: 0.235, hem: 0.245 },
  hoodie: {
    ...TOP,
    sleeve: 0.6,
    sleeveEnd: 0.055,
    sleeveAngle: 50,
    armhole: 0.29,
    chest: 0.285,
    waist: 0.285,
    hem: 0.262,
    length: 0.68,
    shoulder: 0.222,
    neck: 0.098,
    neckDepth: 0.095,
  },
  shirt: {
    ...TOP,
    sleeve: 0.6,
    sleeveEnd: 0.06,
    sleeveAngle: 51,
    armhole: 0.27,
    chest: 0.262,
    waist: 0.25,
    hem: 0.262,
    length: 0.72,
    neck: 0.078,
    neckDepth: 0.085,
  },
  jacket: {
    ...TOP,
    sleeve: 0.6,
    sleeveEnd: 0.068,
    sleeveAngle: 50,
    armhole: 0.29,
    chest: 0.29,
    waist: 0.285,
    hem: 0.275,
    length: 0.66,
    shoulder: 0.225,
    neck: 0.085,
    neckDepth: 0.075,
  },
  tank: {
    ...TOP,
    sleeve: 0,
    shoulder: 0.138,
    drop: 0.02,
    neck: 0.092,
    neckDepth: 0.135,
    backDepth: 0.05,
    chest: 0.222,
    waist: 0.205,
    hem: 0.228,
    length: 0.61,
  },
  dress: {
    ...TOP,
    length: 0.98,
    chest: 0.232,
    waist: 0.198,
    hem: 0.37,
    sleeve: 0.15,
    sleeveEnd: 0.08,
    sleeveAngle: 60,
    neck: 0.1,
    neckDepth: 0.125,
  },
  skirt: { ...BOTTOM, split: false, length: 0.6, waist: 0.185, hip: 0.262, hem: 0.36, rise: 0.2 },
  trousers: BOTTOM,
  shorts: { ...BOTTOM, length: 0.45, leg: 0.14, hem: 0.142, legAngle: 6 },
}

const curve = (a: Point, c1: Point, c2: Point, b: Point, n = 16): Point[] =>
  Array.from({ length: n + 1 }, (_, i) => {
    const t = i / n,
      q = 1 - t,
      w = [q * q * q, 3 * q * q * t, 3 * q * t * t, t * t * t]
    return [w[0] * a[0] + w[1] * c1[0] + w[2] * c2[0] + w[3] * b[0], w[0] * a[1] + w[1] * c1[1] + w[2] * c2[1] + w[3] * b[1]]
  })
const mirror = (ps: Point[]): Point[] => ps.map(([u, v]): Point => [-u, v]).reverse()

/** Half width of the body panel at v, for tops below the armpit and for the hips of bottoms. */
export function bodyHalfWidth(c: Cut2D, v: number): number {
  if (c.family === 'bottom')
    return v < c.rise
      ? mix(c.waist, c.hip, (Math.max(0, v) / c.rise) ** 0.72)
      : c.split
        ? c.hip
        : mix(c.hip, c.hem, (v - c.rise) / (c.length - c.rise))
  const waistAt = c.length > 0.85 ? 0.42 : (c.armhole + c.length) / 2
  if (v < waistAt) return mix(c.chest, c.waist, smoothstep(c.armhole, waistAt, v))
  return c.length > 0.85
    ? mix(c.waist, c.hem, ((v - waistAt) / (c.length - waistAt)) ** 1.15)
    : mix(c.waist, c.hem, smoothstep(waistAt, c.length, v))
}

/** Neck opening in the pattern: < 1 inside. The front is deeper than the back. */
export function neckValue(c: TopCut, u: number, v: number, front: boolean): number {
  const d = front ? c.neckDepth : c.backDepth
  return v < 0 ? Math.abs(u) / c.neck : Math.hypot(u / c.neck, v / d)
}

/** Half width where the sleeve's centre line starts: fixed by the shoulder point, the armpit and the cuff. */
function sleeveTop(c: TopCut): number {
  const a = (c.sleeveAngle * Math.PI) / 180,
    du = c.chest - c.shoulder,
    dv = c.armhole - c.drop
  const down = Math.cos(a) * du - Math.sin(a) * dv,
    q = Math.min(0.9, (Math.sin(a) * du + Math.cos(a) * dv) / c.sleeve)
  return (-down - c.sleeveEnd * q) / (2 - q)
}
/** Start and direction of a sleeve's centre line in the pattern (side +1 = wearer's left). Its upper edge starts at the shoulder point. */
export function sleeveAxis(c: TopCut, side: 1 | -1): { at: Point; along: Point; across: Point } {
  const a = (c.sleeveAngle * Math.PI) / 180,
    h = sleeveTop(c)
  return {
    at: [side * (c.shoulder - h * Math.cos(a)), c.drop + h * Math.sin(a)],
    along: [side * Math.sin(a), Math.cos(a)],
    across: [side * Math.cos(a), -Math.sin(a)],
  }
}
export const sleeveHalf = (c: TopCut, t: number): number =>
  mix(sleeveTop(c), c.sleeveEnd, Math.max(0, Math.min(1, t / Math.max(0.01, c.sleeve))))

export function legAxis(c: BottomCut, side: 1 | -1): { at: Point; along: Point; across: Point } {
  const a = (c.legAngle * Math.PI) / 180
  return {
    at: [side * (bodyHalfWidth(c, c.rise * 0.75) - c.leg * Math.cos(a)), c.rise * 0.75],
    along: [side * Math.sin(a), Math.cos(a)],
    across: [side * Math.cos(a), -Math.sin(a)],
  }
}
export const legHalf = (c: BottomCut, t: number): number =>
  mix(c.leg, c.hem, Math.max(0, Math.min(1, t / (c.length - c.rise * 0.75))) ** 0.75)

const along = (x: { at: Point; along: Point; across: Point }, t: number, w: number): Point => [
  x.at[0] + x.along[0] * t + x.across[0] * w,
  x.at[1] + x.along[1] * t + x.across[1] * w,
]

function topPattern(kind: Kind, c: TopCut): Pattern {
  const panels: Panel[] = [],
    lines: Line[] = [],
    buttons: Disc[] = []
  const shoulder: Point = [c.shoulder, c.drop],
    pit: Point = [c.chest, c.armhole]
  const front = curve([0, c.neckDepth], [c.neck * 0.62, c.neckDepth], [c.neck, c.neckDepth * 0.5], [c.neck, 0]),
    back = curve([0, c.backDepth], [c.neck * 0.6, c.backDepth], [c.neck, c.backDepth * 0.6], [c.neck, 0])
  const hole = curve(shoulder, [c.shoulder - 0.035, c.drop + 0.1], [c.chest - 0.055, c.armhole - 0.01], pit)
  const side: Point[] = []
  for (let i = 1; i <= 24; i++) {
    const v = mix(c.armhole, c.length, i / 24)
    side.push([bodyHalfWidth(c, v), v])
  }
  const sag = kind === 'shirt' ? 0.045 : kind === 'dress' ? 0.02 : 0.006,
    hemL = curve(
      [bodyHalfWidth(c, c.length), c.length - sag * 0.6],
      [c.hem * 0.7, c.length + sag * 0.5],
      [c.hem * 0.3, c.length + sag * 0.5],
      [0, c.length + sag * 0.5],
      10,
    )
  const half = (neckline: Point[]): Point[] => [...neckline, ...hole, ...side.slice(0, -1), ...hemL]
  const ring = (neckline: Point[]): Point[] => {
    const h = half(neckline)
    return [...h, ...mirror(h)]
  }
  panels.push({ role: 'back', outline: ring(back) })
  if (kind === 'hoodie')
    panels.push(
      {
        role: 'hood',
        outline: [
          ...curve([0.135, 0.045], [0.19, -0.12], [0.12, -0.235], [0, -0.24]),
          ...curve([0, -0.24], [-0.12, -0.235], [-0.19, -0.12], [-0.135, 0.045]),
          [-0.05, 0.075],
          [0.05, 0.075],
        ],
      },
      {
        role: 'back',
        outline: [
          ...curve([-0.098, 0.06], [-0.115, -0.1], [-0.07, -0.175], [0, -0.18]),
          ...curve([0, -0.18], [0.07, -0.175], [0.115, -0.1], [0.098, 0.06]),
        ],
      },
    ) // hood and its inside
  if (c.sleeve > 0)
    for (const s of [1, -1] as const) {
      const ax = sleeveAxis(c, s),
        n = 14,
        outer: Point[] = [],
        inner: Point[] = []
      const pitT = Math.abs((c.chest - c.shoulder) * ax.along[0] * s + (c.armhole - c.drop) * ax.along[1])
      for (let i = 0; i <= n; i++) {
        const t = (c.sleeve * i) / n,
          t2 = mix(Math.min(pitT, c.sleeve), c.sleeve, i / n)
        outer.push(along(ax, t, sleeveHalf(c, t)))
        inner.push(along(ax, t2, -sleeveHalf(c, t2)))
      }
      const outline: Point[] = [
        [s * (c.shoulder - 0.05), c.drop + 0.02],
        ...outer,
        ...inner.reverse(),
        [s * (c.chest - 0.06), c.armhole - 0.02],
      ]
      panels.push({ role: s > 0 ? 'sleeveL' : 'sleeveR', outline })
      const hemT = c.sleeve - 0.022,
        cuff = kind === 'hoodie' ? 0.06 : kind === 'shirt' ? 0.055 : 0.02
      lines.push({
        points: [along(ax, c.sleeve - cuff, sleeveHalf(c, hemT) + 0.002), along(ax, c.sleeve - cuff, -sleeveHalf(c, hemT) - 0.002)],
        width: 0.0016,
        style: kind === 'hoodie' || kind === 'shirt' ? 'seam' : 'stitch',
      })
      if (kind === 'hoodie')
        lines.push({
          points: [along(ax, c.sleeve - cuff / 2, sleeveHalf(c, hemT)), along(ax, c.sleeve - cuff / 2, -sleeveHalf(c, hemT))],
          width: cuff,
          style: 'rib',
          ribs: ax.along,
        })
      if (kind === 'shirt') buttons.push({ at: along(ax, c.sleeve - 0.028, -0.02), r: 0.005 })
    }
  panels.push({ role: 'body', outline: ring(front) })
  for (const s of [1, -1])
    lines.push({ points: hole.map(([u, v]): Point => [u * s, v]), width: 0.0018, style: c.sleeve > 0 ? 'seam' : 'stitch' })
  const neckline = [...mirror(front), ...front.slice(1)],
    scaled = (k: number): Point[] => neckline.map(([u, v]): Point => [u * (1 + k / c.neck), v + k * Math.max(0, v / c.neckDepth)])
  const backline = [...mirror(back), ...back.slice(1)]
  if (kind === 'tee' || kind === 'longsleeve') {
    lines.push(
      { points: scaled(0.009), width: 0.018, style: 'rib' },
      { points: scaled(0.0185), width: 0.0014, style: 'seam' },
      { points: backline.map(([u, v]): Point => [u * 0.97, v - 0.004]), width: 0.014, style: 'rib' },
    )
  } else if (kind !== 'hoodie')
    lines.push({ points: scaled(0.01), width: 0.0012, style: 'stitch' }, { points: scaled(0.001), width: 0.0022, style: 'edge' })
  const hemInset = kind === 'hoodie' || kind === 'jacket' ? 0.055 : 0.022,
    hemline = [...hemL.map(([u, v]): Point => [u, v - hemInset]), ...mirror(hemL).map(([u, v]): Point => [u, v - hemInset])]
  lines.push({ points: hemline, width: 0.0014, style: kind === 'hoodie' || kind === 'jacket' ? 'seam' : 'stitch' })
  if (kind === 'hoodie' || kind === 'jacket')
    lines.push({ points: hemline.map(([u, v]): Point => [u, v + hemInset / 2]), width: hemInset - 0.004, style: 'rib', ribs: [0, 1] })
  if (kind === 'hoodie') {
    panels.push({
      role: 'pocket',
      outline: [
        [-0.105, 0.42],
        [0.105, 0.42],
        [0.165, 0.53],
        [0.165, 0.6],
        [-0.165, 0.6],
        [-0.165, 0.53],
      ],
    })
    lines.push({
      points: [
        [-0.105, 0.42],
        [0.105, 0.42],
        [0.165, 0.53],
        [0.165, 0.6],
        [-0.165, 0.6],
        [-0.165, 0.53],
        [-0.105, 0.42],
      ],
      width: 0.0018,
      style: 'seam',
    })
    lines.push({
      points: [
        ...curve([-0.098, 0.0], [-0.115, -0.1], [-0.07, -0.175], [0, -0.18]),
        ...curve([0, -0.18], [0.07, -0.175], [0.115, -0.1], [0.098, 0.0]),
      ],
      width: 0.004,
      style: 'edge',
    })
    for (const s of [1, -1])
      lines.push({ points: curve([s * 0.045, 0.085], [s * 0.05, 0.14], [s * 0.04, 0.18], [s * 0.047, 0.225]), width: 0.006, style: 'edge' })
    lines.push({ points: scaled(0.004), width: 0.003, style: 'seam' })
  }
  if (kind === 'shirt' || kind === 'jacket') {
    const v0 = c.neckDepth,
      v1 = c.length + sag * 0.5 - 0.004
    for (const s of [1, -1])
      panels.push({
        role: 'collar',
        outline:
          kind === 'shirt'
            ? [
                [s * 0.002, v0 + 0.002],
                [s * 0.062, v0 + 0.058],
                [s * (c.neck + 0.028), 0.012],
                [s * (c.neck - 0.004), -0.022],
                [s * (c.neck - 0.02), -0.026],
                [s * (c.neck - 0.012), 0.012],
              ]
            : [
                [s * 0.004, v0 + 0.004],
                [s * 0.03, v0 + 0.03],
                [s * (c.neck + 0.014), 0.01],
                [s * c.neck, -0.03],
                [s * (c.neck - 0.026), -0.036],
                [s * (c.neck - 0.018), 0.012],
              ],
      })
    for (const q of panels.filter((x) => x.role === 'collar'))
      lines.push({ points: [...q.outline, q.outline[0]], width: 0.002, style: 'seam' })
    if (kind === 'shirt') {
      for (const x of [-0.017, 0.017])
        lines.push({
          points: [
            [x, v0 + 0.01],
            [x, v1],
          ],
          width: 0.0012,
          style: 'stitch',
        })
      for (let i = 0; i < 7; i++) buttons.push({ at: [0, v0 + 0.018 + i * 0.087], r: 0.0055 })
      lines.push({
        points: [
          [0.075, 0.2],
          [0.165, 0.2],
          [0.165, 0.285],
          [0.12, 0.305],
          [0.075, 0.285],
          [0.075, 0.2],
        ],
        width: 0.0014,
        style: 'seam',
      })
    } else {
      lines.push({
        points: [
          [0, v0],
          [0, v1],
        ],
        width: 0.012,
        style: 'zip',
      })
      for (const s of [1, -1])
        lines.push({
          points: [
            [s * 0.1, 0.46],
            [s * 0.165, 0.4],
          ],
          width: 0.004,
          style: 'edge',
        })
    }
  }
  if (kind === 'dress')
    lines.push({
      points: [
        [-bodyHalfWidth(c, 0.42), 0.42],
        [bodyHalfWidth(c, 0.42), 0.42],
      ],
      width: 0.002,
      style: 'seam',
    })
  const sl = (s: 1 | -1, w: number): Point => along(sleeveAxis(c, s), c.sleeve, w * c.sleeveEnd)
  const anchors: Record<string, Point> = {
    neckL: [c.neck, 0],
    neckR: [-c.neck, 0],
    neckFront: [0, c.neckDepth],
    shoulderL: shoulder,
    shoulderR: [-shoulder[0], shoulder[1]],
    armpitL: pit,
    armpitR: [-pit[0], pit[1]],
    hemL: [c.hem, c.length],
    hemR: [-c.hem, c.length],
    hemFront: [0, c.length + sag * 0.5],
    waistL: [bodyHalfWidth(c, 0.42), 0.42],
    waistR: [-bodyHalfWidth(c, 0.42), 0.42],
    ...(c.sleeve > 0 ? { cuffOuterL: sl(1, 1), cuffInnerL: sl(1, -1), cuffOuterR: sl(-1, 1), cuffInnerR: sl(-1, -1) } : {}),
  }
  return finish({ kind, cut: c, panels, lines, buttons, anchors, box: [0, 0, 0, 0] })
}

function bottomPattern(kind: Kind, c: BottomCut): Pattern {
  const panels: Panel[] = [],
    lines: Line[] = [],
    band = 0.038
  const sideTo = (v1: number): Point[] =>
    Array.from({ length: 21 }, (_, i): Point => {
      const v = (v1 * i) / 20
      return [bodyHalfWidth(c, v), v]
    })
  if (!c.split) {
    const s = sideTo(c.length),
      hem = curve([c.hem, c.length - 0.012], [c.hem * 0.7, c.length + 0.014], [c.hem * 0.3, c.length + 0.016], [0, c.length + 0.016], 10),
      h = [...s.slice(0, -1), ...hem]
    panels.push({ role: 'body', outline: [...h, ...mirror(h)] })
    lines.push({
      points: [...hem.map(([u, v]): Point => [u, v - 0.022]), ...mirror(hem).map(([u, v]): Point => [u, v - 0.022])],
      width: 0.0014,
      style: 'stitch',
    })
  } else {
    for (const s of [1, -1] as const) {
      const ax = legAxis(c, s),
        n = 20,
        outer: Point[] = [],
        inner: Point[] = [],
        L = c.length - c.rise * 0.75
      for (let i = 0; i <= n; i++) {
        const t = (L * i) / n,
          w = legHalf(c, t)
        outer.push(along(ax, t, w))
        inner.push(along(ax, t, -w))
      }
      const hip = sideTo(c.rise * 0.75).map(([u, v]): Point => [u * s, v])
      const crotch: Point = [s * 0.004, c.rise]
      panels.push({
        role: s > 0 ? 'legL' : 'legR',
        outline: [
          [0, 0],
          ...hip.slice(0, -1),
          ...outer.slice(0),
          ...inner
            .slice(1)
            .reverse()
            .filter((p) => p[1] > c.rise + 0.005 && p[0] * s > 0.003),
          crotch,
          [0, c.rise - 0.01],
        ],
      })
      lines.push({
        points: [along(ax, L - 0.025, legHalf(c, L) + 0.002), along(ax, L - 0.025, -legHalf(c, L) - 0.002)],
        width: 0.0014,
        style: 'stitch',
      })
      lines.push({
        points: curve([s * 0.11, band], [s * 0.125, band + 0.06], [s * 0.17, band + 0.095], [s * (bodyHalfWidth(c, 0.14) - 0.001), 0.14]),
        width: 0.0018,
        style: 'seam',
      })
    }
    lines.push(
      {
        points: [
          [0, band],
          [0, c.rise],
        ],
        width: 0.0018,
        style: 'seam',
      },
      { points: curve([0.028, band], [0.03, 0.12], [0.028, 0.17], [0.002, 0.19]), width: 0.0012, style: 'stitch' },
    )
  }
  lines.push({
    points: [
      [-bodyHalfWidth(c, band), band],
      [bodyHalfWidth(c, band), band],
    ],
    width: 0.0018,
    style: 'seam',
  })
  const anchors: Record<string, Point> = {
    waistL: [c.waist, 0],
    waistR: [-c.waist, 0],
    hipL: [bodyHalfWidth(c, c.rise * 0.75), c.rise * 0.75],
    hipR: [-bodyHalfWidth(c, c.rise * 0.75), c.rise * 0.75],
  }
  if (c.split) {
    anchors.crotch = [0, c.rise]
    for (const s of [1, -1] as const) {
      const ax = legAxis(c, s),
        L = c.length - c.rise * 0.75,
        n = s > 0 ? 'L' : 'R'
      anchors[`hemOuter${n}`] = along(ax, L, c.hem)
      anchors[`hemInner${n}`] = along(ax, L, -c.hem)
    }
  } else {
    anchors.hemL = [c.hem, c.length]
    anchors.hemR = [-c.hem, c.length]
  }
  return finish({ kind, cut: c, panels, lines, buttons: c.split ? [{ at: [0, band / 2], r: 0.008 }] : [], anchors, box: [0, 0, 0, 0] })
}

function finish(p: Pattern): Pattern {
  const us = p.panels.flatMap((q) => q.outline.map((o) => o[0])),
    vs = p.panels.flatMap((q) => q.outline.map((o) => o[1]))
  p.box = [Math.min(...us), Math.min(...vs), Math.max(...us), Math.max(...vs)]
  return p
}

export function pattern(kind: Kind): Pattern {
  const c = CUTS[kind]
  return c.family === 'top' ? topPattern(kind, c) : bottomPattern(kind, c)
}
