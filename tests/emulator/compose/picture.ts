import sharp, { type OverlayOptions, type Sharp } from 'sharp'
import { shareOf } from '../core/fault-switch.ts'
import { findFace } from './find-face.ts'

/** A size in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

export type PictureFormat = 'png' | 'jpeg' | 'webp'

const SHIFT = 4
/** Of pictures that are only on their way to the next step. */
const QUICK = { compressionLevel: 0 } as const

/** Encodes as a service does: always the same bytes for the same pixels. */
export function encode(picture: Sharp, format: PictureFormat): Promise<Buffer> {
  if (format === 'jpeg') return picture.flatten({ background: '#fff' }).jpeg({ quality: 92 }).toBuffer()
  return format === 'webp' ? picture.webp({ quality: 90 }).toBuffer() : picture.png({ compressionLevel: 6 }).toBuffer()
}

export async function sizeOf(bytes: Buffer): Promise<Size> {
  const { autoOrient } = await sharp(bytes).metadata()
  return { width: autoOrient.width, height: autoOrient.height }
}

interface Edit {
  /** The picture that is changed, then references, such as garments. */
  readonly inputs: readonly [Buffer, ...Buffer[]]
  readonly size: Size
  readonly seed: number
  readonly format: PictureFormat
}

/**
 * An edited picture as an imperfect model gives it back: cut to the size, everything moved by 4 px to the right and down, colours off, the face
 * drawn anew without its detail, the first reference laid over the chest, the seed written small in a corner.
 */
export async function editedPicture({ inputs: [base, ...references], size, seed, format }: Edit): Promise<Buffer> {
  const flat = await sharp(base)
    .autoOrient()
    .flatten({ background: '#fff' })
    .resize({ ...size, fit: 'cover', position: 'top' })
    .toColourspace('srgb')
    .png(QUICK)
    .toBuffer()
  const face = await findFace(flat, size)
  const layers: OverlayOptions[] = [await redrawnFace(flat, face, seed)]
  const [reference] = references
  if (reference !== undefined) layers.push(await wornReference(reference, face, size))
  const changed = await sharp(flat).composite(layers).png(QUICK).toBuffer()
  const tint = 0.92 + 0.16 * shareOf(`tint:${seed}`)
  const coloured = await sharp(changed)
    .modulate({ saturation: 0.9 + 0.3 * shareOf(`saturation:${seed}`), hue: Math.round(20 * shareOf(`hue:${seed}`) - 10) })
    .linear([tint, 1, 2 - tint], [4, 2, 0])
    .extract({ left: 0, top: 0, width: size.width - SHIFT, height: size.height - SHIFT })
    .extend({ left: SHIFT, top: SHIFT, extendWith: 'copy' })
    .png(QUICK)
    .toBuffer()
  return encode(sharp(coloured).composite([label(`edit ${seed}`, size)]), format)
}

interface Box extends Size {
  readonly left: number
  readonly top: number
}

/** The face without its detail, in an ellipse with soft edges. */
async function redrawnFace(picture: Buffer, face: Box, seed: number): Promise<OverlayOptions> {
  const { left, top, width, height } = face
  const eye = `${Math.round(40 + 40 * shareOf(`eye:${seed}`))},${Math.round(40 + 40 * shareOf(`eye2:${seed}`))},60`
  const drawn = Buffer.from(
    `<svg width="${width}" height="${height}"><g fill="rgb(${eye})" fill-opacity=".55">
    <ellipse cx="${width * 0.34}" cy="${height * 0.44}" rx="${width * 0.07}" ry="${height * 0.03}"/><ellipse cx="${width * 0.66}" cy="${height * 0.44}" rx="${width * 0.07}" ry="${height * 0.03}"/>
    <path d="M${width * 0.36} ${height * 0.74} Q${width * 0.5} ${height * 0.8} ${width * 0.64} ${height * 0.74}" stroke="rgb(150,60,60)" stroke-width="${height * 0.02}" fill="none"/></g></svg>`,
  )
  const blurred = await sharp(picture)
    .extract(face)
    .blur(Math.max(1, width / 14))
    .composite([{ input: drawn }])
    .png(QUICK)
    .toBuffer()
  const input = await sharp(blurred)
    .composite([{ input: softEllipse(face), blend: 'dest-in' }])
    .png(QUICK)
    .toBuffer()
  return { input, left, top }
}

/** A reference picture on the chest, below the face, as a garment that is worn would lie. */
async function wornReference(reference: Buffer, face: Box, size: Size): Promise<OverlayOptions> {
  const width = Math.max(8, Math.min(size.width, Math.round(face.width * 2.6)))
  const height = Math.max(8, Math.min(Math.round(size.height * 0.4), Math.round(face.height * 2.4)))
  const left = Math.max(0, Math.min(size.width - width, Math.round(face.left + face.width / 2 - width / 2)))
  const top = Math.max(0, Math.min(size.height - height, Math.round(face.top + face.height * 1.25)))
  const cut = await sharp(reference).autoOrient().ensureAlpha().resize({ width, height, fit: 'cover' }).png(QUICK).toBuffer()
  return {
    input: await sharp(cut)
      .composite([{ input: softEllipse({ width, height }), blend: 'dest-in' }])
      .png(QUICK)
      .toBuffer(),
    left,
    top,
  }
}

function softEllipse({ width, height }: Size): Buffer {
  return Buffer.from(
    `<svg width="${width}" height="${height}"><defs><radialGradient id="s"><stop offset=".75" stop-opacity="1"/><stop offset="1" stop-opacity="0"/></radialGradient></defs><ellipse cx="${width / 2}" cy="${height / 2}" rx="${width / 2}" ry="${height / 2}" fill="url(#s)"/></svg>`,
  )
}

/** A picture from words: colours of the words that name one, else of their hash; shapes by the seed. */
export async function paintedPicture(prompt: string, { size, seed, format }: Omit<Edit, 'inputs'>): Promise<Buffer> {
  const [sky, ground, figure] = coloursOf(prompt, seed)
  const { width, height } = size
  const at = 0.35 + 0.3 * shareOf(`x:${seed}`)
  const figures = `<ellipse cx="${width * at}" cy="${height * 0.3}" rx="${width * 0.07}" ry="${height * 0.08}" fill="#d8a98a"/>
    <path d="M${width * (at - 0.16)} ${height * 0.42} Q${width * at} ${height * 0.34} ${width * (at + 0.16)} ${height * 0.42} L${width * (at + 0.2)} ${height * 0.95} L${width * (at - 0.2)} ${height * 0.95} Z" fill="${figure}"/>`
  const scene = `<svg width="${width}" height="${height}"><defs><linearGradient id="g" x2="0" y2="1"><stop offset="0" stop-color="${sky}"/><stop offset="1" stop-color="${ground}"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>${figures}</svg>`
  return encode(sharp(Buffer.from(scene)).composite([label(`text ${seed}`, size)]), format)
}

const NAMED = [
  'red',
  'green',
  'blue',
  'navy',
  'black',
  'white',
  'pink',
  'purple',
  'orange',
  'yellow',
  'brown',
  'beige',
  'grey',
  'gray',
  'teal',
  'olive',
  'maroon',
  'gold',
  'silver',
  'cyan',
  'magenta',
  'ivory',
  'khaki',
  'crimson',
]

function coloursOf(prompt: string, seed: number): readonly [string, string, string] {
  const named = (prompt.toLowerCase().match(/[a-z]+/g) ?? []).filter((word) => NAMED.includes(word))
  const invented = (salt: string): string =>
    `hsl(${Math.round(360 * shareOf(`${salt}:${prompt}:${seed}`))},45%,${Math.round(40 + 40 * shareOf(`${salt}l:${prompt}`))}%)`
  return [named[1] ?? invented('sky'), named[2] ?? invented('ground'), named[0] ?? invented('figure')]
}

/** Really enlarged, and sharpened the way upscalers do. */
export async function upscaledPicture(input: Buffer, size: Size, format: PictureFormat): Promise<Buffer> {
  const larger = await sharp(input)
    .autoOrient()
    .resize({ ...size, fit: 'fill', kernel: 'lanczos3' })
    .sharpen({ sigma: 1.2 })
    .png(QUICK)
    .toBuffer()
  return encode(sharp(larger), format)
}

/** The picture with its face drawn anew, and nothing else changed. */
export async function detailedFace(input: Buffer, seed: number, format: PictureFormat): Promise<Buffer> {
  const flat = await sharp(input).autoOrient().flatten({ background: '#fff' }).toColourspace('srgb').png(QUICK).toBuffer()
  const size = await sizeOf(flat)
  return encode(sharp(flat).composite([await redrawnFace(flat, await findFace(flat, size), seed), label(`face ${seed}`, size)]), format)
}

/** A little text in the lower right corner, so that a person sees where the picture is from. */
function label(text: string, { width, height }: Size): OverlayOptions {
  const fontSize = Math.max(6, Math.round(Math.min(width, height) / 48))
  const box = {
    width: Math.min(width, Math.round(fontSize * (text.length + 10) * 0.62)),
    height: Math.min(height, Math.round(fontSize * 1.5)),
  }
  const svg = `<svg width="${box.width}" height="${box.height}"><rect width="100%" height="100%" fill="#000" fill-opacity=".5"/><text x="4" y="${fontSize * 1.1}" font-family="monospace" font-size="${fontSize}" fill="#fff">emulated ${text}</text></svg>`
  return { input: Buffer.from(svg), left: width - box.width, top: height - box.height }
}
