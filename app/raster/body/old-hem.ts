import type { Plane } from '../../domain/raster.ts'
import { type Body, torsoRatio } from './body.ts'

/** Levels that are looked at, in torso lengths, and the height of one of them. */
const FROM = 0.7
const TO = 1.6
const STEP = 0.01
/** Sides are left out: hands hang there, and shirts are rounded up. */
const MIDDLE = 0.7
/** A level belongs to the old top when this share of its body is cloth of it. */
const COVERED = 0.2

/**
 * Level at which the top that a person wears ends over the hips, in torso lengths (0 shoulders, 1 hips).
 *
 * @param old where that top is, 0..1, at analysis size: pixel = picture pixel x `scale`. @param person the person, same size.
 * @returns null when its hem is not seen: cut by the picture, tucked in high up, or of a dress.
 */
export function oldHemLevel(body: Body, masks: { readonly old: Plane; readonly person: Plane; readonly scale: number }): number | null {
  const { old, person, scale } = masks
  const count = Math.round((TO - FROM) / STEP)
  const seen = new Float64Array(count)
  const cloth = new Float64Array(count)
  for (let i = 0; i < old.data.length; i++) {
    if (person.data[i] < 0.5) continue
    const { s, ratio } = torsoRatio(body, ((i % old.width) + 0.5) / scale, (Math.floor(i / old.width) + 0.5) / scale)
    const level = Math.floor((s / body.frame.torsoLength - FROM) / STEP)
    if (ratio > MIDDLE || level < 0 || level >= count) continue
    seen[level]++
    if (old.data[i] > 0.5) cloth[level]++
  }
  let end = 0
  while (end < count && seen[end] > 0 && cloth[end] >= COVERED * seen[end]) end++
  return end === 0 || end >= count || seen[end] === 0 ? null : FROM + end * STEP
}
