import type { Document } from '../domain/document/document.ts'
import type { TextLayer } from '../domain/document/layer.ts'
import { StudioError } from '../domain/errors.ts'
import type { ArtifactId, ContentHash } from '../domain/ids.ts'
import type { Plane, Rgb8, Rgba8 } from '../domain/raster.ts'
import { createSurface, readPixels, type Surface, surfaceOf } from '../media/still/surface.ts'
import { outlineText, type TextOutline } from '../media/text/outline-text.ts'
import { adjustPixels } from '../raster/adjust/adjust-pixels.ts'
import { castShadowOf } from '../raster/paint/cast-shadow.ts'
import { type DrawnPixels, type DrawnShadow, type DrawnText, drawListOf, type PixelRecipe } from '../raster/paint/draw-list.ts'
import { IDENTITY } from '../raster/paint/maps.ts'
import { traceOutline } from '../raster/paint/outline.ts'
import { type PaintSources, paint, styleOf } from '../raster/paint/paint.ts'
import { preparePixels } from '../raster/paint/prepare-pixels.ts'
import { withAlpha } from '../raster/with-alpha.ts'

export interface RenderInputs {
  /** Every pixel of a picture that the document names. */
  readonly readPicture: (hash: ContentHash) => Promise<Rgb8 | Rgba8>
  readonly masks: ReadonlyMap<ArtifactId, Plane>
  readonly signal: AbortSignal
  readonly progress: (fraction: number) => void
}

/**
 * The picture that a document is, at full size. Layers are made one after the other and given back as soon as they are painted: a document of ten
 * large pictures needs the memory of one.
 *
 * @returns straight alpha, of the frame's size.
 */
export async function renderDocument(document: Document, { readPicture, masks, signal, progress }: RenderInputs): Promise<Rgba8> {
  const outlines = new Map<string, TextOutline>()
  const outlineOf = (layer: TextLayer): TextOutline => {
    const known = outlines.get(layer.id) ?? outlineText(layer)
    outlines.set(layer.id, known)
    return known
  }
  const list = drawListOf(document, (layer) => outlineOf(layer).size)
  const target = createSurface(list.size)
  for (const [i, item] of list.items.entries()) {
    signal.throwIfAborted()
    const pixels = item.kind === 'pixels' ? await prepared(item.pixels, { readPicture, masks }) : null
    signal.throwIfAborted()
    const sources: PaintSources = {
      outlineOf,
      pixelsOf: () => (pixels === null ? null : surfaceOf(pixels).canvas),
      shadowOf: (shown, shadow) => shadowOf(shown, shadow, { pixels, outlineOf }),
    }
    paint(target.ctx, { ...list, items: [item] }, { sources, view: IDENTITY })
    progress((i + 1) / (list.items.length + 1))
  }
  const painted = readPixels(target)
  return list.adjustments === null ? painted : adjustPixels(painted, list.adjustments, 1)
}

/** What one layer may have, upscaled: 1 GB of pixels, and kernels hold two of them. */
const MOST_PIXELS = 256_000_000

async function prepared(recipe: PixelRecipe, { readPicture, masks }: Pick<RenderInputs, 'readPicture' | 'masks'>): Promise<Rgba8> {
  const pixels = recipe.size.width * recipe.size.height * (recipe.upscale?.factor ?? 1) ** 2
  if (pixels > MOST_PIXELS) {
    throw new StudioError('image.too-large', `An upscaled layer would have ${pixels} pixels; at most ${MOST_PIXELS} are made`, {
      details: { pixels, most: MOST_PIXELS },
    })
  }
  const { base } = recipe
  const hash = base.kind === 'plain' ? null : base.kind === 'cover' ? base.fill.picture.hash : base.picture.hash
  const picture = hash === null ? null : withAlpha(await readPicture(hash))
  return preparePixels(recipe, { picture, artifacts: masks, paintPlain: (size) => plainFill(recipe, size) }, 1)
}

function plainFill({ base }: PixelRecipe, size: { readonly width: number; readonly height: number }): Rgba8 {
  const surface = createSurface(size)
  if (base.kind === 'plain') {
    surface.ctx.fillStyle = styleOf(surface.ctx, base.fill, size)
    surface.ctx.fillRect(0, 0, size.width, size.height)
  }
  return readPixels(surface)
}

function shadowOf(
  item: DrawnPixels | DrawnText,
  shadow: DrawnShadow,
  known: { readonly pixels: Rgba8 | null; readonly outlineOf: (layer: TextLayer) => TextOutline },
): ReturnType<PaintSources['shadowOf']> {
  const shape = item.kind === 'text' ? lettersOf(known.outlineOf(item.text)) : known.pixels
  if (shape === null) return null
  const size = item.kind === 'text' ? item.size : item.pixels.size
  const { image, box } = castShadowOf(shape, { size, softnessPx: shadow.softnessPx })
  return { image: surfaceOf(image).canvas, box }
}

function lettersOf(outline: TextOutline): Rgba8 {
  const surface: Surface = createSurface(outline.size)
  surface.ctx.fillStyle = '#000000'
  surface.ctx.beginPath()
  traceOutline(surface.ctx, outline)
  surface.ctx.fill()
  return readPixels(surface)
}
