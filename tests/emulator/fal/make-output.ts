import { stillOf, videoOf } from '../compose/clip.ts'
import { cutOutPicture } from '../compose/cut-out.ts'
import { detailedFace, editedPicture, type PictureFormat, paintedPicture, type Size, sizeOf, upscaledPicture } from '../compose/picture.ts'
import { fitted, SIDES, sizeLike, sizeOfRatio } from '../compose/sizes.ts'
import { loadPicture } from '../core/load-input.ts'
import { isRecord } from '../core/wire.ts'
import type { World } from '../core/world.ts'
import { findEndpoint } from './schemas.ts'

type Input = Readonly<Record<string, unknown>>

/** One create, with the defaults of its endpoint. */
export interface FalWork {
  readonly model: string
  readonly input: Input
  readonly seed: number
  /** Keeps bytes and gives the address that the result names. */
  readonly keep: (bytes: Buffer, mediaType: string) => string
}

/** What an endpoint answers: really made of its inputs. @throws WorkError where an input cannot be had or read. */
export async function makeFalOutput(world: World, work: FalWork): Promise<Input> {
  const { model, seed } = work
  const output = findEndpoint(model)?.output ?? {}
  if ('video' in output) return { video: await makeVideo(world, work), ...('seed' in output ? { seed } : {}) }
  if ('outputs' in output) return { outputs: { '9': { images: [{ url: (await makeImages(world, work))[0].url, type: 'output' }] } } }
  const images = await makeImages(world, work)
  const extras = {
    ...('seed' in output ? { seed } : {}),
    ...('prompt' in output ? { prompt: work.input['prompt'] } : {}),
    ...('description' in output ? { description: '' } : {}),
    ...('revised_prompt' in output ? { revised_prompt: work.input['prompt'] } : {}),
    ...('timings' in output ? { timings: { inference: 1.25 } } : {}),
  }
  if ('image' in output) return { image: images[0], ...extras, ...('has_nsfw_concepts' in output ? { has_nsfw_concepts: false } : {}) }
  return { images, ...extras, ...('has_nsfw_concepts' in output ? { has_nsfw_concepts: images.map(() => false) } : {}) }
}

interface FalImage extends Size {
  readonly url: string
  readonly content_type: string
  readonly file_name: string
  readonly file_size: number
}

async function makeImages(world: World, work: FalWork): Promise<readonly FalImage[]> {
  const { input } = work
  const count = Math.min(4, Math.max(1, Number(input['num_images'] ?? input['num_samples'] ?? 1)))
  const format = formatOf(work)
  const images: FalImage[] = []
  for (let index = 0; index < count; index += 1) {
    const bytes = await makeImage(world, { ...work, seed: work.seed + index }, format)
    const type = `image/${format}`
    const url = input['sync_mode'] === true ? `data:${type};base64,${bytes.toString('base64')}` : work.keep(bytes, type)
    images.push({ url, content_type: type, file_name: `output.${format}`, file_size: bytes.length, ...(await sizeOf(bytes)) })
  }
  return images
}

function formatOf({ model, input }: FalWork): PictureFormat {
  const asked = input['output_format']
  if (asked === 'png' || asked === 'jpeg' || asked === 'webp') return asked
  return /flux|clarity/.test(model) && !/rembg/.test(model) ? 'jpeg' : 'png'
}

async function makeImage(world: World, { model, input, seed }: FalWork, format: PictureFormat): Promise<Buffer> {
  const inputs = await Promise.all(inputsOf(input).map((reference) => loadPicture(world, reference)))
  const [base, ...references] = inputs
  if (base === undefined) return paintedPicture(String(input['prompt'] ?? ''), { size: askedSize(world, input), seed, format })
  if (/rembg|birefnet|background\/remove/.test(model)) return cutOutPicture(base, format === 'jpeg' ? 'png' : format)
  if (/face-detailer/.test(model)) return detailedFace(base, seed, format)
  const size = await sizeOf(base)
  const factor = upscaleFactor(model, input, size)
  if (factor !== undefined) {
    const larger = await upscaledPicture(base, fitted({ width: size.width * factor, height: size.height * factor }, world.maxSide), format)
    return /ultimateface|codeformer/.test(model) ? detailedFace(larger, seed, format) : larger
  }
  return editedPicture({ inputs: [base, ...references], size: await editSize(world, input, size), seed, format })
}

const INPUT_FIELDS = [
  'image_urls',
  'model_image',
  'human_image_url',
  'person_image_url',
  'image_url',
  'loadimage_1',
  'garment_image',
  'garment_image_url',
  'clothing_image_url',
]

/** References to pictures, the one that is changed first. */
function inputsOf(input: Input): readonly unknown[] {
  return INPUT_FIELDS.flatMap((field) => input[field] ?? [])
}

function upscaleFactor(model: string, input: Input, { width, height }: Size): number | undefined {
  if (!/upscale|esrgan|aura-sr|codeformer|ultimateface/.test(model)) return undefined
  if (input['upscale_mode'] === 'target') {
    const rows: Readonly<Record<string, number>> = { '720p': 720, '1080p': 1080, '1440p': 1440, '2160p': 2160 }
    return (rows[String(input['target_resolution'])] ?? 1080) / Math.min(width, height)
  }
  const factor = input['upscale_factor'] ?? input['scale'] ?? input['scale_factor']
  return typeof factor === 'number' ? Math.min(8, Math.max(1, factor)) : 2
}

async function editSize(world: World, input: Input, base: Size): Promise<Size> {
  const resolution = input['resolution']
  const side = SIDES[String(resolution)]
  const ratio = input['aspect_ratio']
  const shaped = typeof ratio === 'string' ? sizeOfRatio(ratio, side ?? 1024, world.maxSide) : undefined
  if (shaped !== undefined) return shaped
  // Models that name no resolution keep that of the picture, up to what they can do.
  return side === undefined && ratio === undefined
    ? fitted(base, Math.min(world.maxSide, 2048))
    : sizeLike(base, side ?? 1024, world.maxSide)
}

const NAMED_SIZES: Readonly<Record<string, Size>> = {
  square_hd: { width: 1024, height: 1024 },
  square: { width: 512, height: 512 },
  portrait_4_3: { width: 768, height: 1024 },
  portrait_16_9: { width: 576, height: 1024 },
  landscape_4_3: { width: 1024, height: 768 },
  landscape_16_9: { width: 1024, height: 576 },
}

/** Size of a picture from words alone. */
export function askedSize(world: World, input: Input): Size {
  const size = input['image_size']
  if (typeof size === 'string' && size in NAMED_SIZES) return fitted(NAMED_SIZES[size], world.maxSide)
  if (isRecord(size)) return fitted({ width: Number(size['width'] ?? 512), height: Number(size['height'] ?? 512) }, world.maxSide)
  const side = SIDES[String(input['resolution'])] ?? 1024
  return (
    sizeOfRatio(String(input['aspect_ratio']), side, world.maxSide) ??
    fitted(
      input['image_size'] === undefined && 'aspect_ratio' in input ? { width: side, height: side } : { width: 1024, height: 768 },
      world.maxSide,
    )
  )
}

async function makeVideo(world: World, { input, seed, keep }: FalWork): Promise<Input> {
  const reference = input['image_url'] ?? input['start_image_url']
  const still = reference === undefined ? await stillOf(String(input['prompt'] ?? ''), seed) : await loadPicture(world, reference)
  const seconds =
    input['num_frames'] === undefined ? Number.parseFloat(String(input['duration'] ?? 5)) || 5 : Number(input['num_frames']) / 24
  const bytes = await videoOf({
    still,
    seconds,
    seed,
    ratio: String(input['aspect_ratio'] ?? 'auto'),
    resolution: String(input['resolution'] ?? '720p'),
    maxSide: world.maxSide,
  })
  return { url: keep(bytes, 'video/mp4'), content_type: 'video/mp4', file_name: 'output.mp4', file_size: bytes.length }
}
