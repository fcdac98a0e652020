import type { Point, Size } from '../../domain/raster.ts'
import type { Body } from './body.ts'
import type { Limb } from './limb.ts'

/**
 * The same body in a picture of another size.
 *
 * @param size of the other picture; its width over the body's is the factor of every length.
 */
export function scaleBody(body: Body, size: Size): Body {
  const k = size.width / body.size.width
  const point = ([x, y]: Point): Point => [x * k, y * k]
  const pair = ([left, right]: readonly [Point, Point]): readonly [Point, Point] => [point(left), point(right)]
  const { frame, outline, shoulders, head } = body
  return {
    ...body,
    size,
    frame: {
      ...frame,
      origin: point(frame.origin),
      torsoLength: frame.torsoLength * k,
      shoulderWidth: frame.shoulderWidth * k,
    },
    arms: [scaleLimb(body.arms[0], k), scaleLimb(body.arms[1], k)],
    legs: [scaleLimb(body.legs[0], k), scaleLimb(body.legs[1], k)],
    outline: {
      from: outline.from * k,
      to: outline.to * k,
      left: outline.left.map((half) => half * k),
      right: outline.right.map((half) => half * k),
    },
    shoulders: { tips: pair(shoulders.tips), crests: pair(shoulders.crests), neck: pair(shoulders.neck) },
    head: {
      centre: point(head.centre),
      radius: head.radius * k,
      chin: point(head.chin),
      skinSample: point(head.skinSample),
      face:
        head.face === null
          ? null
          : {
              ...head.face,
              centre: point(head.face.centre),
              halfLength: head.face.halfLength * k,
              halfWidth: head.face.halfWidth * k,
            },
    },
  }
}

function scaleLimb(limb: Limb, k: number): Limb {
  const [a, b, c, d] = limb.joints
  const joint = ([x, y]: Point): Point => [x * k, y * k]
  const [r0, r1, r2] = limb.radii
  return { ...limb, joints: [joint(a), joint(b), joint(c), joint(d)], radii: [r0 * k, r1 * k, r2 * k], depth: limb.depth * k }
}
