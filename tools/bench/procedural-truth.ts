import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateSync, inflateSync } from 'node:zlib'
import { project, view } from '../../samples/mannequin/camera.ts'
import type { Garment } from '../../samples/mannequin/garment/flat.ts'
import { add } from '../../samples/mannequin/math.ts'
import { dressed, OUTFITS, type Person, person } from '../../samples/mannequin/person.ts'
import type { Look } from './procedural-pairs.ts'

/** Size of the drawn persons in pixels: a body is about 650 px tall. */
export const RENDER = { width: 512, height: 768 } as const

/** What is drawn: a person, in the base clothes or in a garment that is tried on. */
export interface Shot {
  readonly look: Look
  readonly garment: Garment | null
}

/** A drawn person and what is known of it. Planes have a byte a pixel. */
export interface Truth {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
  /** Coverage of the person, and of the garment where it is seen, 0..255. */
  readonly mask: Uint8Array
  readonly top: Uint8Array
  /** 255 where the garment lies, whatever hides it. */
  readonly alone: Uint8Array
  /** Numbers of `PART`, and of layers: 0 ground, 1 bare body, 2.. clothes. */
  readonly parts: Uint8Array
  readonly layers: Uint8Array
  /** Where every garment pixel is on its pattern, tenths of a millimetre; `NO_UV` on the back. */
  readonly uv: Int16Array
  readonly facts: TruthFacts
}

export interface TruthFacts {
  /** Pixels for a metre at the hips, and the body's height in pixels. */
  readonly metrePx: number
  readonly heightPx: number
  readonly landmarks: Readonly<Record<string, { readonly x: number; readonly y: number; readonly visible: boolean }>>
}

export const NO_UV = -32768
const BYTE_PLANES = ['mask', 'top', 'alone', 'parts', 'layers'] as const
export const CACHE = fileURLToPath(new URL('../../out/cache/procedural/', import.meta.url))
const SOURCES = fileURLToPath(new URL('../../samples/mannequin/', import.meta.url))

/** Digest of the code that draws: other code, other pictures. */
export async function digestOfMannequin(): Promise<string> {
  const hash = createHash('sha256')
  const files = (await readdir(SOURCES, { recursive: true })).filter((file) => file.endsWith('.ts')).sort()
  for (const file of files) hash.update(file).update(await readFile(join(SOURCES, file)))
  return hash.digest('hex')
}

/** File of a shot, drawn or not. */
export function fileOf(shot: Shot, mannequin: string): string {
  const key = createHash('sha256')
    .update(JSON.stringify([RENDER, shot, mannequin]))
    .digest('hex')
  return join(CACHE, `${key.slice(0, 32)}.bin`)
}

export const isDrawn = (file: string): boolean => existsSync(file)

/** Draws a shot and keeps it. */
export async function drawShot(shot: Shot, file: string): Promise<void> {
  const base = typeof shot.look.outfit === 'string' ? (OUTFITS[shot.look.outfit] ?? []) : shot.look.outfit
  const worn = shot.garment === null ? {} : { outfit: dressed(base, shot.garment), watch: shot.garment, alone: true }
  await mkdir(CACHE, { recursive: true })
  await writeFile(`${file}.part`, deflateSync(packTruth(truthOf(person({ ...shot.look, ...worn, ...RENDER }))), { level: 3 }))
  await rename(`${file}.part`, file)
}

export async function readTruth(file: string): Promise<Truth> {
  return unpackTruth(inflateSync(await readFile(file)))
}

function truthOf({ picture, skeleton, shape, camera }: Person): Truth {
  const { width, height, rgb, mask, top, parts, layers } = picture
  const at = view(camera, width, height)
  const hips = skeleton.pelvis.o
  const [, low] = project(at, hips)
  const [, high] = project(at, add(hips, [0, 1, 0]))
  const metrePx = low - high
  const facts = {
    metrePx,
    heightPx: shape.height * metrePx,
    landmarks: Object.fromEntries(picture.landmarks.map(({ name, x, y, visible }) => [name, { x, y, visible }])),
  }
  const uv = Int16Array.from(picture.uv, (value) => (Number.isFinite(value) ? Math.round(value * 10_000) : NO_UV))
  return { width, height, rgb, mask, top, alone: picture.alone ?? new Uint8Array(width * height), parts, layers, uv, facts }
}

function packTruth(truth: Truth): Uint8Array {
  const head = Buffer.from(JSON.stringify({ width: truth.width, height: truth.height, facts: truth.facts }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  const planes = BYTE_PLANES.map((name) => truth[name])
  return Buffer.concat([length, head, truth.rgb, ...planes, Buffer.from(truth.uv.buffer)])
}

function unpackTruth(bytes: Buffer): Truth {
  let offset = 4 + bytes.readUInt32LE(0)
  const { width, height, facts } = JSON.parse(bytes.toString('utf8', 4, offset)) as Pick<Truth, 'width' | 'height' | 'facts'>
  const take = (count: number): Uint8Array => {
    offset += count
    return new Uint8Array(bytes.subarray(offset - count, offset))
  }
  const pixels = width * height
  const rgb = take(3 * pixels)
  const [mask, top, alone, parts, layers] = BYTE_PLANES.map(() => take(pixels)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ]
  return { width, height, rgb, mask, top, alone, parts, layers, uv: new Int16Array(take(4 * pixels).buffer), facts }
}
