import { z } from 'zod'
import { type ArtifactId, artifactId } from '../../domain/ids.ts'
import type { Plane, Rgb8, Size } from '../../domain/raster.ts'
import { pastePlane } from '../../raster/body/person-crop.ts'
import { sceneMask } from '../../raster/drape/scene.ts'
import { alignPicture } from '../../raster/preserve/align-picture.ts'
import { layPlaneOver } from '../../raster/preserve/lay-over.ts'
import { preserveOriginal } from '../../raster/preserve/preserve-original.ts'
import { type HeadPlace, type PortraitParts, protectMap } from '../../raster/preserve/protect-map.ts'
import { resizePlane, resizeRgb } from '../../raster/resample.ts'
import { readMask, readRgb } from '../read-raster.ts'
import type { Artifacts, Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { readScene, storedScene } from '../stored-scene.ts'

/**
 * Below this the two pictures do not show the same where they should: nothing is put back, or there would be two of everything. The same
 * scene under other colours, moved and compressed, agrees to .64 before plain grounds and to .95 before others; 30 pairs of different photos to .07 at most.
 */
const LEAST_AGREEMENT = 0.4

/**
 * Puts the face and the ground of a photo back into a final that a model made of it. Where the final cannot be laid over the photo it stays as
 * it is, and that is said.
 */
export const keepOriginal = defineStage<Services>()({
  id: 'keep-original',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    /** The photo, and the final of it: any sizes. */
    original: artifactId,
    made: artifactId,
    /** The person of the photo as a draft sees them. */
    scene: storedScene,
    person: artifactId,
    /** The person of the final; null where nobody was found in it. */
    madePerson: artifactId.nullable(),
    /** What a draft changed; null without one. */
    edited: artifactId.nullable(),
    preserve: z.object({ face: z.boolean(), background: z.boolean() }),
    /** Of the result: the photo's proportions. */
    size: z.object({ width: z.int().positive(), height: z.int().positive() }),
  }),
  output: z.object({
    image: artifactId,
    /** 255 where the photo was kept to the byte. */
    kept: artifactId.nullable(),
    /** Correlation of detail where both should show the same. */
    agreement: z.number(),
  }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run(input, { services: { artifacts }, signal, progress }) {
    const { size, preserve } = input
    const original = resized(await readRgb(artifacts, input.original), size)
    const made = await readRgb(artifacts, input.made)
    const parts = await portraitOf(artifacts, input)
    signal.throwIfAborted()
    // First by what the photo alone says of itself: where the made person is can only be told once it lies there.
    const { map, agreement } = alignPicture(original, made, protectMap(parts, { face: true, background: true }))
    if (agreement < LEAST_AGREEMENT) return { image: input.made, kept: null, agreement }
    progress(0.4)
    signal.throwIfAborted()
    const madePerson = input.madePerson === null ? null : layPlaneOver(await readMask(artifacts, input.madePerson), map, { size, of: made })
    const protect = protectMap({ ...parts, madePerson }, preserve)
    const { picture, kept } = preserveOriginal(original, made, { map, protect })
    signal.throwIfAborted()
    return { image: await artifacts.writeRaster(picture), kept: await artifacts.writeRaster(kept), agreement }
  },
})

function resized(picture: Rgb8, size: Size): Rgb8 {
  return picture.width === size.width && picture.height === size.height ? picture : resizeRgb(picture, size)
}

async function portraitOf(
  artifacts: Artifacts,
  {
    scene,
    person,
    edited,
    size,
  }: {
    readonly scene: z.output<typeof storedScene>
    readonly person: ArtifactId
    readonly edited: ArtifactId | null
    readonly size: Size
  },
): Promise<PortraitParts> {
  const known = await readScene(artifacts, scene)
  const whole = await readMask(artifacts, person)
  const front = pastePlane(whole, sceneMask(known.layers, 'front'), known.crop)
  const scale = size.width / whole.width
  const { centre, radius, chin } = known.body.head
  const moved = ([x, y]: readonly [number, number]): readonly [number, number] => [(x + known.crop.x) * scale, (y + known.crop.y) * scale]
  const head: HeadPlace = { centre: moved(centre), radius: radius * scale, chin: moved(chin), down: known.body.frame.down }
  return {
    person: at(whole, size),
    front: at(front, size),
    edited: edited === null ? null : at(await readMask(artifacts, edited), size),
    madePerson: null,
    head,
  }
}

const at = (mask: Plane, size: Size): Plane => (mask.width === size.width && mask.height === size.height ? mask : resizePlane(mask, size))
