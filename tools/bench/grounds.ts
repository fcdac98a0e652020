import sharp, { type Sharp } from 'sharp'
import { type Plane, plane, type Rgb8, type Rgba8, rgb8, rgba8, type Size } from '../../app/domain/raster.ts'
import { testdata } from '../../tests/support/testdata.ts'

/** Grounds on which cut-outs with known alpha are laid, so that a cut-out has a truth. */

/** One colour, darker towards the corners by `vignette` (0..1), with even noise of `noise` byte steps. */
export function plainGround(
  size: Size,
  look: { readonly colour: readonly number[]; readonly vignette?: number; readonly noise?: number },
): Rgb8 {
  const ground = rgb8(size.width, size.height)
  const random = createRandom(7)
  for (let y = 0, i = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, i += 3) {
      const fromMiddle = Math.hypot(x / size.width - 0.5, y / size.height - 0.5)
      const light = 1 - (look.vignette ?? 0) * fromMiddle * fromMiddle
      for (let c = 0; c < 3; c++) ground.data[i + c] = limit((look.colour[c] ?? 0) * light + (random() - 0.5) * 2 * (look.noise ?? 0))
    }
  }
  return ground
}

/** Seven planks with grain along x; `dark` and `bright` are the colours of the grain. */
export function woodGround(
  size: Size,
  look: { readonly seed: number; readonly dark: readonly number[]; readonly bright: readonly number[] },
): Rgb8 {
  const ground = rgb8(size.width, size.height)
  const hash = (n: number): number => {
    const s = Math.sin(n * 127.1 + look.seed * 311.7) * 43758.5453
    return s - Math.floor(s)
  }
  const noise = (x: number): number => {
    const f = x - Math.floor(x)
    const t = f * f * (3 - 2 * f)
    return hash(Math.floor(x)) * (1 - t) + hash(Math.floor(x) + 1) * t
  }
  const plankPx = size.height / 7
  for (let y = 0, i = 0; y < size.height; y++) {
    const plank = Math.floor(y / plankPx)
    const inPlank = y - plank * plankPx
    for (let x = 0; x < size.width; x++, i += 3) {
      const bend = 6 * noise(x / 90 + plank * 13) + 3 * noise(x / 31 + plank * 7)
      const grain = 0.6 * noise((inPlank + bend) / 2.2 + plank * 57) + 0.4 * noise((inPlank + bend) / 7 + plank * 91)
      const fleck = 0.08 * noise(x / 3 + y * 17.3)
      const tone = (0.85 + 0.3 * hash(plank + 5)) * (inPlank < 2 ? 0.45 : 1)
      for (let c = 0; c < 3; c++) {
        const [dark, bright] = [look.dark[c] ?? 0, look.bright[c] ?? 0]
        ground.data[i + c] = limit((dark + (bright - dark) * (grain + fleck)) * tone)
      }
    }
  }
  return ground
}

/** A part of a photo, given in shares of its upright size, filling `size`. */
export async function photoGround(
  size: Size,
  path: string,
  part: { readonly left: number; readonly top: number; readonly share: number },
): Promise<Rgb8> {
  const photo = await readRgb(testdata(path), 1600)
  const width = Math.floor(photo.width * part.share)
  const height = Math.floor(photo.height * part.share)
  const data = await sharp(photo.data, { raw: { width: photo.width, height: photo.height, channels: 3 } })
    .extract({ left: Math.floor(photo.width * part.left), top: Math.floor(photo.height * part.top), width, height })
    .resize(size.width, size.height, { fit: 'cover' })
    .raw()
    .toBuffer()
  return rgb8(size.width, size.height, new Uint8Array(data))
}

export function compose(front: Rgba8, ground: Rgb8): Rgb8 {
  const out = rgb8(front.width, front.height)
  for (let i = 0, j = 0; j < out.data.length; i += 4, j += 3) {
    const alpha = (front.data[i + 3] ?? 0) / 255
    for (let c = 0; c < 3; c++) out.data[j + c] = Math.round((front.data[i + c] ?? 0) * alpha + (ground.data[j + c] ?? 0) * (1 - alpha))
  }
  return out
}

/** The cut-out mirrored, at `scale`, its middle moved by shares of the size. */
export async function replace(front: Rgba8, move: { readonly scale: number; readonly x: number; readonly y: number }): Promise<Rgba8> {
  const { width, height } = front
  const inner = await sharp(front.data, { raw: { width, height, channels: 4 } })
    .flop()
    .resize(Math.round(width * move.scale), Math.round(height * move.scale))
    .png()
    .toBuffer()
  const left = Math.round((width * (1 - move.scale)) / 2 + move.x * width)
  const top = Math.round((height * (1 - move.scale)) / 2 + move.y * height)
  const data = await sharp({ create: { width, height, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .composite([{ input: inner, left: Math.max(0, left), top: Math.max(0, top) }])
    .raw()
    .toBuffer()
  return rgba8(width, height, new Uint8Array(data))
}

export async function readRgb(file: string, longSidePx: number): Promise<Rgb8> {
  const { data, info } = await upright(file, longSidePx)
    .flatten({ background: '#fff' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return rgb8(info.width, info.height, new Uint8Array(data))
}

export async function readRgba(file: string, longSidePx: number): Promise<Rgba8> {
  const { data, info } = await upright(file, longSidePx).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return rgba8(info.width, info.height, new Uint8Array(data))
}

/** The first channel of a mask file at a given size, 0..1. */
export async function readMaskFile(file: string, size: Size): Promise<Plane> {
  const bytes = await sharp(file).resize(size.width, size.height, { fit: 'fill' }).removeAlpha().toColourspace('b-w').raw().toBuffer()
  return plane(
    size.width,
    size.height,
    Float32Array.from(bytes, (value) => value / 255),
  )
}

/** Intersection over union of two masks cut at one half. */
export function overlapOf(a: Plane, b: Plane): number {
  let both = 0
  let either = 0
  for (let i = 0; i < a.data.length; i++) {
    const isA = (a.data[i] ?? 0) > 0.5
    const isB = (b.data[i] ?? 0) > 0.5
    if (isA && isB) both++
    if (isA || isB) either++
  }
  return either === 0 ? 1 : both / either
}

/** The picture with what is outside of the mask painted magenta, as a PNG file. */
export async function writeView(image: Rgb8, mask: Plane, file: string): Promise<string> {
  const view = new Uint8Array(image.data.length)
  for (let i = 0; i < mask.data.length; i++) {
    const alpha = mask.data[i] ?? 0
    for (let c = 0; c < 3; c++) view[3 * i + c] = (image.data[3 * i + c] ?? 0) * alpha + (c === 1 ? 0 : 255) * (1 - alpha)
  }
  await sharp(view, { raw: { width: image.width, height: image.height, channels: 3 } })
    .resize(480, 480, { fit: 'inside' })
    .png()
    .toFile(file)
  return file
}

function upright(file: string, longSidePx: number): Sharp {
  return sharp(file).rotate().resize(longSidePx, longSidePx, { fit: 'inside', withoutEnlargement: true }).toColourspace('srgb')
}

/** Linear congruential numbers in 0..1, the same on every run. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function limit(value: number): number {
  return Math.max(0, Math.min(255, value))
}
