import type { Size } from '../../domain/raster.ts'
import type { Outline } from '../../raster/paint/outline.ts'
import type { FontFace } from './font-faces.ts'

/** Curves are told in 64ths of a pixel: no eye and no rasteriser asks for more, and the numbers stay short. */
const STEPS = 64

interface GlyphPath {
  readonly verbs: string
  /** In font units, y up. */
  readonly points: readonly number[]
}

const paths = new WeakMap<FontFace, Map<number, GlyphPath>>()

/** Draws letters one after the other into an outline. */
export class OutlinePen {
  readonly #sizePx: number
  #verbs = ''
  readonly #points: number[] = []

  /** @param sizePx pixels of an em. */
  constructor(sizePx: number) {
    this.#sizePx = sizePx
  }

  /** @param at where the letter's origin lies, in ems. */
  draw(face: FontFace, glyph: number, at: { readonly x: number; readonly y: number }): void {
    const { verbs, points } = pathOf(face, glyph)
    this.#verbs += verbs
    for (let i = 0; i < points.length; i += 2) {
      this.#points.push(
        this.#inPixels(at.x + (points[i] ?? 0) / face.unitsPerEm),
        this.#inPixels(at.y - (points[i + 1] ?? 0) / face.unitsPerEm),
      )
    }
  }

  finish({ width, height }: Size): Outline {
    return {
      size: { width: Math.max(1, Math.ceil(width)), height: Math.max(1, Math.ceil(height)) },
      verbs: this.#verbs,
      points: Float32Array.from(this.#points),
    }
  }

  #inPixels(ems: number): number {
    return Math.round(ems * this.#sizePx * STEPS) / STEPS
  }
}

function pathOf(face: FontFace, glyph: number): GlyphPath {
  const known = paths.get(face) ?? new Map<number, GlyphPath>()
  paths.set(face, known)
  const path = known.get(glyph) ?? readPath(face, glyph)
  known.set(glyph, path)
  return path
}

function readPath({ font }: FontFace, glyph: number): GlyphPath {
  const commands = font.glyphToJson(glyph)
  return { verbs: commands.map(({ type }) => type).join(''), points: commands.flatMap(({ values }) => values) }
}
