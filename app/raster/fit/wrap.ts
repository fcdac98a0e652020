/** Half the angle of the body that a flat front covers, in radians. */
const WRAP_ANGLE = 1.05

/**
 * Where a place across flat cloth (-1..1 from edge to edge) is seen once it lies round a body: prints keep their shape in
 * the middle and narrow at the sides. Beyond the edges it runs on straight.
 */
export function wrapAround(across: number, angle: number = WRAP_ANGLE): number {
  const size = Math.abs(across)
  const seen = size <= 1 ? Math.sin(angle * size) / Math.sin(angle) : 1 + ((size - 1) * angle) / Math.tan(angle)
  return across < 0 ? -seen : seen
}

/** Brightness factor across a body that curves away from the viewer: 1 in the middle, .8 at the edge. */
export function edgeShade(seen: number): number {
  return 1 - 0.2 * Math.min(1.3, Math.abs(seen)) ** 3.2
}
