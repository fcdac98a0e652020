import type { Document } from '../../app/domain/document/document.ts'
import type { ArtifactId } from '../../app/domain/ids.ts'
import { plane, rgba8, type Size } from '../../app/domain/raster.ts'
import type { Canvas2D } from '../../app/raster/paint/canvas-2d.ts'
import { type AnyCanvas, anyCanvas, type ImageDataContext, paintAnywhere } from './paint-anywhere.ts'

/** What a page is asked to paint; pixels lie under `/files/` by these names. */
export interface Order {
  readonly document: Document
  readonly scale: number
  readonly pictures: readonly (Size & { readonly hash: string })[]
  readonly masks: readonly (Size & { readonly artifact: ArtifactId })[]
}

/** What loading this module in a page leaves there. */
export interface PagePainter {
  /** `WIDTHxHEIGHT:BASE64` */
  paintOrder(order: Order): Promise<string>
}

interface PageGlobals extends PagePainter {
  OffscreenCanvas: new (width: number, height: number) => { getContext(kind: string, how: object): unknown }
}

const page = globalThis as unknown as PageGlobals

function makeCanvas(size: Size): AnyCanvas {
  const canvas = new page.OffscreenCanvas(size.width, size.height)
  return anyCanvas(canvas, canvas.getContext('2d', { willReadFrequently: true }) as Canvas2D & ImageDataContext, size)
}

const read = async (name: string): Promise<ArrayBuffer> => (await fetch(`/files/${name}`)).arrayBuffer()

page.paintOrder = async ({ document, scale, pictures, masks }) => {
  const shown = new Map()
  for (const { hash, width, height } of pictures) shown.set(hash, rgba8(width, height, new Uint8Array(await read(hash))))
  const artifacts = new Map()
  for (const { artifact, width, height } of masks) artifacts.set(artifact, plane(width, height, new Float32Array(await read(artifact))))
  const { data, width, height } = paintAnywhere({ document, scale, pictures: shown, artifacts }, makeCanvas)
  let text = ''
  for (let i = 0; i < data.length; i += 0x8000) text += String.fromCharCode(...data.subarray(i, i + 0x8000))
  return `${width}x${height}:${btoa(text)}`
}
