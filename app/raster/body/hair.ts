import { type Plane, plane, type Rgb8 } from '../../domain/raster.ts'
import { labOfRgb } from '../colour.ts'
import { distance, dot, median, subtract } from '../geometry.ts'
import { type Body, torsoRatio } from './body.ts'
import { ellipseMask } from './head.ts'

/** Hair must differ from the garment by this much (CIE76), or dark hair would take a black top with it. */
const HAIR_DIFFERS = 22
const HAIR_SPREAD = { lightness: 15, colour: 8 } as const

/** How well each pixel fits the hair that is seen around the face, 0..1; null when it cannot be told from the garment. */
export function hairProbability(
  body: Body,
  { image, scale, person, skin }: { readonly image: Rgb8; readonly scale: number; readonly person: Plane; readonly skin: Plane },
): Plane | null {
  const { head, frame } = body
  const lab = labOfRgb(image)
  const face = head.face ? ellipseMask({ ...head.face, halfWidth: 1.1 * head.face.halfWidth }, image, scale) : null
  const seen: number[] = []
  const worn: number[] = []
  for (let i = 0; i < person.data.length; i++) {
    if (person.data[i] < 0.8) continue
    const x = ((i % image.width) + 0.5) / scale
    const y = (Math.floor(i / image.width) + 0.5) / scale
    const isAboveMouth = dot(subtract([x, y], head.skinSample), frame.down) < 0
    // Beside the face brown hair may pass for skin; what is not face there is hair.
    const isFace = face ? face.data[i] > 0 : skin.data[i] > 0.15
    if (isAboveMouth && !isFace && distance([x, y], head.centre) < 1.3 * head.radius) seen.push(i)
    const { s, ratio } = torsoRatio(body, x, y)
    if (s > 0.4 * frame.torsoLength && s < 0.8 * frame.torsoLength && ratio < 0.5) worn.push(i)
  }
  if (seen.length < 30) return null
  const middle = (places: readonly number[]): number[] => [0, 1, 2].map((c) => median(places.map((i) => lab[3 * i + c])))
  const [hair, cloth] = [middle(seen), middle(worn)]
  if (Math.hypot(hair[0] - cloth[0], hair[1] - cloth[1], hair[2] - cloth[2]) < HAIR_DIFFERS) return null
  const out = plane(image.width, image.height)
  for (let i = 0; i < out.data.length; i++) {
    const lightness = (lab[3 * i] - hair[0]) / HAIR_SPREAD.lightness
    const colour = Math.hypot(lab[3 * i + 1] - hair[1], lab[3 * i + 2] - hair[2]) / HAIR_SPREAD.colour
    out.data[i] = Math.exp(-0.5 * (lightness * lightness + colour * colour))
  }
  return out
}
