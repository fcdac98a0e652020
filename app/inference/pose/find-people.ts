import type { Landmark } from '../../domain/landmarks.ts'
import type { Plane, Rgb8, Size } from '../../domain/raster.ts'
import type { Box } from '../../raster/crop/affine.ts'
import { boundsAbove, placeMask } from '../../raster/crop/place-mask.ts'
import { type FindPeopleOptions, maskSizeOf, type PersonFinding } from '../eyes.ts'
import type { ModelRunner } from '../session.ts'
import { bodyCrop } from './body-crop.ts'
import { type Detection, detectPeople } from './detector.ts'
import { type BodyReading, readBody } from './landmarks.ts'

const MIN_PRESENCE = 0.5
/** Two readings whose boxes overlap more than this are the same body, seen through two detections. */
const SAME_BODY_OVERLAP = 0.6
const MIN_VISIBILITY = 0.5

/**
 * Detector, then landmarks for each detection, then (second pass) again on the crop that the landmarks suggest. Largest body
 * first. The hints are looked at only when nobody was found otherwise.
 */
export async function findPeople(models: ModelRunner, image: Rgb8, options: FindPeopleOptions): Promise<PersonFinding[]> {
  const detected = await lookAtAll(models, image, { ...options, places: await detectPeople(models, image) })
  if (detected.length > 0 || options.hints === undefined) return detected
  return lookAtAll(models, image, { ...options, places: options.hints.map((hint) => ({ ...hint, score: 0 })) })
}

type Place = Pick<Detection, 'centre' | 'reach' | 'score'>

async function lookAtAll(
  models: ModelRunner,
  image: Rgb8,
  options: FindPeopleOptions & { readonly places: readonly Place[] },
): Promise<PersonFinding[]> {
  const people: PersonFinding[] = []
  for (const place of options.places) {
    if (people.length >= options.maxPeople) break
    const reading = await look(models, image, { ...options, place })
    if (reading.presence < MIN_PRESENCE) continue
    const person = toFinding(reading, place.score, image)
    if (people.every((known) => overlap(known.pose.box, person.pose.box) < SAME_BODY_OVERLAP)) people.push(person)
  }
  return people.sort((a, b) => area(b.pose.box) - area(a.pose.box))
}

async function look(models: ModelRunner, image: Rgb8, options: FindPeopleOptions & { readonly place: Place }): Promise<BodyReading> {
  const model = options.model === 'full' ? 'pose-full' : 'pose-heavy'
  const first = await readBody(models, image, { crop: bodyCrop(options.place.centre, options.place.reach), model })
  if (options.passes === 1 || first.presence < MIN_PRESENCE) return first
  const second = await readBody(models, image, { crop: first.nextCrop, model })
  return second.presence >= MIN_PRESENCE ? second : first
}

function toFinding(reading: BodyReading, score: number, image: Rgb8): PersonFinding {
  const poseMask = placeMask(reading.mask, { toPicture: reading.maskToPicture, picture: image, size: maskSizeOf(image) })
  return {
    pose: {
      landmarks: [...reading.landmarks],
      box: bodyBox(reading.landmarks, poseMask, image),
      score,
      presence: reading.presence,
    },
    poseMask,
  }
}

/** Around the mask and the visible landmarks, inside the picture. */
function bodyBox(landmarks: readonly Landmark[], mask: Plane, picture: Size): Box {
  const visible = landmarks.filter((point) => point.visibility > MIN_VISIBILITY)
  const points = visible.length > 0 ? visible : landmarks
  const xs = points.map((point) => point.x)
  const ys = points.map((point) => point.y)
  const bounds = boundsAbove(mask, 0.5)
  if (bounds !== null) {
    const scale = picture.width / mask.width
    xs.push(bounds.x * scale, (bounds.x + bounds.width) * scale)
    ys.push(bounds.y * scale, (bounds.y + bounds.height) * scale)
  }
  const left = limit(Math.min(...xs), picture.width)
  const top = limit(Math.min(...ys), picture.height)
  return { x: left, y: top, width: limit(Math.max(...xs), picture.width) - left, height: limit(Math.max(...ys), picture.height) - top }
}

function limit(value: number, high: number): number {
  return Math.max(0, Math.min(high, value))
}

function area(box: Box): number {
  return box.width * box.height
}

function overlap(a: Box, b: Box): number {
  const width = Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x))
  const height = Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y))
  const shared = width * height
  return shared / Math.max(1, area(a) + area(b) - shared)
}
