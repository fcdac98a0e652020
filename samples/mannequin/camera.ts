// Pinhole camera.
import { cross, dot, sub, unit, type Vec3 } from './math.ts'

export interface Camera {
  eye: Vec3
  target: Vec3
  fovDeg: number
} // fovDeg is vertical

export interface View {
  eye: Vec3
  right: Vec3
  up: Vec3
  ahead: Vec3
  k: number
  cx: number
  cy: number
}

/** k = pixels per unit of tangent. */
export function view(c: Camera, width: number, height: number): View {
  const ahead = unit(sub(c.target, c.eye)),
    right = unit(cross(ahead, [0, 1, 0]))
  return {
    eye: c.eye,
    ahead,
    right,
    up: cross(right, ahead),
    k: height / 2 / Math.tan((c.fovDeg * Math.PI) / 360),
    cx: width / 2,
    cy: height / 2,
  }
}

/** Unit direction through pixel coordinates (pixel centres lie at .5). */
export function rayThrough(v: View, x: number, y: number): Vec3 {
  const a = (x - v.cx) / v.k,
    b = (v.cy - y) / v.k
  const d: Vec3 = [
    v.ahead[0] + v.right[0] * a + v.up[0] * b,
    v.ahead[1] + v.right[1] * a + v.up[1] * b,
    v.ahead[2] + v.right[2] * a + v.up[2] * b,
  ]
  return unit(d)
}

/** World point -> [pixel x, pixel y, depth along the view axis in metres]. */
export function project(v: View, p: Vec3): Vec3 {
  const d = sub(p, v.eye),
    z = dot(d, v.ahead)
  return [v.cx + (dot(d, v.right) / z) * v.k, v.cy - (dot(d, v.up) / z) * v.k, z]
}

/** Full-figure camera at chest height; `fill` = share of the picture height the figure takes. */
export function fullFigure(height: number, fill = 0.86, distance = 4.4): Camera {
  return {
    eye: [0, height * 0.6, distance],
    target: [0, height * 0.5, 0],
    fovDeg: (2 * Math.atan(height / fill / 2 / distance) * 180) / Math.PI,
  }
}

/** Moves a camera's view so that every point fits: keeps the eye, recentres and widens when a pose is wide or tall. */
export function fitted(points: Vec3[], aspect: number, height: number, fill = 0.86, distance = 4.4): Camera {
  const base = fullFigure(height, fill, distance),
    v = view(base, aspect, 1),
    px = points.map((p) => project(v, p))
  const padX = (0.09 * height * v.k) / distance,
    padY = (0.1 * height * v.k) / distance // landmarks lie inside the limbs
  const lo = [Math.min(...px.map((p) => p[0])) - padX, Math.min(...px.map((p) => p[1])) - padY],
    hi = [Math.max(...px.map((p) => p[0])) + padX, Math.max(...px.map((p) => p[1])) + padY * 0.4]
  const need = Math.max(1, (hi[1] - lo[1]) / 0.97, (hi[0] - lo[0]) / aspect / 0.97),
    k = v.k
  const shift: Vec3 = [
    (((lo[0] + hi[0]) / 2 - aspect / 2) / k) * distance,
    (-((lo[1] + hi[1]) / 2 - 0.5) / k) * distance * (need > 1 ? 1 : 0),
    0,
  ]
  return {
    eye: [base.eye[0] + shift[0], base.eye[1], base.eye[2]],
    target: [base.target[0] + shift[0], base.target[1] + shift[1], base.target[2]],
    fovDeg: (2 * Math.atan(Math.tan((base.fovDeg * Math.PI) / 360) * need) * 180) / Math.PI,
  }
}
