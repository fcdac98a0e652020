import type { Adjustments, ContactShadow, Upscale } from '../../domain/document/adjustments.ts'
import type { Document } from '../../domain/document/document.ts'
import type { Fill, Picture } from '../../domain/document/fill.ts'
import type { CanvasSize } from '../../domain/document/frame.ts'
import type { BackgroundLayer, BlendMode, Layer, LogoLayer, PhotoLayer, TextLayer } from '../../domain/document/layer.ts'
import type { Mask } from '../../domain/document/mask.ts'
import type { Size } from '../../domain/raster.ts'
import type { Affine } from '../crop/affine.ts'
import { after, type Frame, frameOf, layerMap } from './maps.ts'

/** Everything a document shows, in the order in which it is painted. The single meaning of a document, on screen and in files. */
export interface DrawList {
  /** Of the finished picture. */
  readonly size: Size
  readonly colourSpace: CanvasSize['colourSpace']
  readonly items: readonly DrawItem[]
  /** Over everything at the end; null where they change nothing. */
  readonly adjustments: Adjustments | null
}

interface Drawn {
  readonly layerId: string
  readonly opacity: number
  readonly blend: BlendMode
  /** From pixels of the layer to pixels of the finished picture. */
  readonly map: Affine
}

export type DrawItem = DrawnPixels | DrawnFill | DrawnText

/** Pixels that are made before they are drawn: a picture with its mask and light, or a background with either. */
export interface DrawnPixels extends Drawn {
  readonly kind: 'pixels'
  readonly pixels: PixelRecipe
  readonly shadow: DrawnShadow | null
}

/** A colour or gradient over the whole canvas as it is. */
export interface DrawnFill extends Drawn {
  readonly kind: 'fill'
  readonly fill: PlainFill
  readonly canvas: Size
}

export interface DrawnText extends Drawn {
  readonly kind: 'text'
  readonly text: TextLayer
  /** Of the outlines, as `map` was made for. */
  readonly size: Size
  readonly shadow: DrawnShadow | null
}

export interface DrawnShadow {
  readonly opacity: number
  /** Radius of the blur, in pixels of the layer. */
  readonly softnessPx: number
  /** The map of the layer, moved by the shadow's offset. */
  readonly map: Affine
}

export type PlainFill = Extract<Fill, { readonly kind: 'colour' | 'linear' | 'radial' }>

/** What the pixels of a layer are made of. Equal recipes give equal pixels; unchanged parts of a document stay the same objects. */
export interface PixelRecipe {
  readonly base: PixelBase
  /** Of the layer, which the pixels are drawn at; an upscaled picture has more of them. */
  readonly size: Size
  readonly upscale: Upscale | null
  readonly mask: Mask | null
  /** Null where they change nothing. */
  readonly adjustments: Adjustments | null
  readonly colourSpace: CanvasSize['colourSpace']
}

export type PixelBase =
  | { readonly kind: 'picture'; readonly picture: Picture }
  /** A draft with corrections of its own: its picture is what the job made of them. */
  | { readonly kind: 'draft'; readonly picture: Picture; readonly draft: NonNullable<PhotoLayer['draft']> }
  | { readonly kind: 'plain'; readonly fill: PlainFill }
  /** A picture that covers the canvas. */
  | { readonly kind: 'cover'; readonly fill: Extract<Fill, { readonly kind: 'picture' }> }
  /** The picture of a layer, where it lies on the canvas, blurred and drawn out to the edges. */
  | { readonly kind: 'blurred'; readonly picture: Picture; readonly map: Affine; readonly blurPx: number }

/** Outlines of a layer of text have this size; undefined while they are not known yet. */
export type TextSizeOf = (layer: TextLayer) => Size | undefined

/** Turns a document into what is painted. Hidden layers, and text whose outlines are not known yet, are left out. */
export function drawListOf(document: Document, textSizeOf: TextSizeOf): DrawList {
  const frame = frameOf(document.canvas, document.crop)
  const items = document.layers
    .filter(({ visible, opacity }) => visible && opacity > 0)
    .flatMap((layer) => itemOf(document, frame, { layer, textSizeOf }) ?? [])
  return { size: frame.size, colourSpace: document.canvas.colourSpace, items, adjustments: effective(document.adjustments) }
}

function itemOf(
  document: Document,
  frame: Frame,
  { layer, textSizeOf }: { readonly layer: Layer; readonly textSizeOf: TextSizeOf },
): DrawItem | null {
  switch (layer.kind) {
    case 'photo':
    case 'logo':
      return pictureItem(document, frame, layer)
    case 'background':
      return backgroundItem(document, frame, layer)
    case 'text': {
      const size = textSizeOf(layer)
      if (size === undefined) return null
      const map = layerMap(layer.transform, size)
      return { kind: 'text', ...drawn(layer, after(map, frame.map)), text: layer, size, shadow: shadowOf(layer, map, frame) }
    }
  }
}

function pictureItem({ canvas }: Document, frame: Frame, layer: PhotoLayer | LogoLayer): DrawnPixels {
  const { picture, mask } = layer
  const size = { width: picture.width, height: picture.height }
  const map = layerMap(layer.transform, size)
  const draft = layer.kind === 'photo' ? layer.draft : null
  const upscale = layer.kind === 'photo' && layer.upscale?.enabled === true ? layer.upscale : null
  return {
    kind: 'pixels',
    ...drawn(layer, after(map, frame.map)),
    pixels: {
      base: draft === null ? { kind: 'picture', picture } : { kind: 'draft', picture, draft },
      size,
      upscale,
      mask: mask?.enabled === true ? mask : null,
      adjustments: effective(layer.adjustments),
      colourSpace: canvas.colourSpace,
    },
    shadow: shadowOf(layer, map, frame),
  }
}

function backgroundItem(document: Document, frame: Frame, layer: BackgroundLayer): DrawItem | null {
  const { canvas } = document
  const size = { width: canvas.width, height: canvas.height }
  const base = backgroundBase(document, layer.fill)
  if (base === null) return null
  const mask = layer.mask?.enabled === true ? layer.mask : null
  const adjustments = effective(layer.adjustments)
  if (base.kind === 'plain' && mask === null && adjustments === null) {
    return { kind: 'fill', ...drawn(layer, frame.map), fill: base.fill, canvas: size }
  }
  const pixels: PixelRecipe = { base, size, upscale: null, mask, adjustments, colourSpace: canvas.colourSpace }
  return { kind: 'pixels', ...drawn(layer, frame.map), pixels, shadow: null }
}

/** Null where the layer that is to be blurred is gone: then nothing is behind. */
function backgroundBase({ layers }: Document, fill: Fill): PixelBase | null {
  if (fill.kind === 'picture') return { kind: 'cover', fill }
  if (fill.kind !== 'blurred') return { kind: 'plain', fill }
  const shown = layers.find(({ id }) => id === fill.layerId)
  if (shown === undefined || !('picture' in shown)) return null
  return { kind: 'blurred', picture: shown.picture, map: layerMap(shown.transform, shown.picture), blurPx: fill.blurPx }
}

function drawn({ id, opacity, blend }: Layer, map: Affine): Drawn {
  return { layerId: id, opacity, blend, map }
}

function shadowOf(
  layer: { readonly shadow: ContactShadow | null; readonly transform: { readonly scale: number } },
  map: Affine,
  frame: Frame,
): DrawnShadow | null {
  const { shadow } = layer
  if (shadow?.enabled !== true || shadow.opacity === 0) return null
  const moved: Affine = { ...map, tx: map.tx + shadow.offsetX, ty: map.ty + shadow.offsetY }
  return { opacity: shadow.opacity, softnessPx: shadow.softnessPx / layer.transform.scale, map: after(moved, frame.map) }
}

/** Adjustments that change something, else null. */
export function effective(adjustments: Adjustments): Adjustments | null {
  return isNeutral(adjustments) ? null : adjustments
}

function isNeutral(adjustments: Adjustments): boolean {
  const { exposure, whiteBalance, ...amounts } = adjustments
  const isStill = !exposure.enabled || exposure.ev === 0
  const isWhite = !whiteBalance.enabled || (whiteBalance.temperature === 0 && whiteBalance.tint === 0)
  return isStill && isWhite && Object.values(amounts).every(({ enabled, amount }) => !enabled || amount === 0)
}
