import type { TextLook } from '../../domain/document/layer.ts'
import type { Outline } from '../../raster/paint/outline.ts'
import { breakLines, type LineRange } from './break-lines.ts'
import { type DirectedParagraph, type Direction, directParagraphs, visualOrder } from './directions.ts'
import { type FontFace, facesFor } from './font-faces.ts'
import { OutlinePen } from './outline-pen.ts'
import { type Run, runsOf } from './runs.ts'
import { type Glyph, shapeRun, trackingIn } from './shape-run.ts'

export interface TextOutline extends Outline {
  /** Letters that no font of the studio has. They are shown as empty boxes. */
  readonly missing: readonly string[]
}

/**
 * Turns text into curves: lines by the Unicode bidirectional algorithm, letters by HarfBuzz. The only place where text is shaped, so that screen, files and
 * print show the same curves.
 *
 * @returns in pixels of the layer, from the top left of its box. The box is as wide as the widest line and as high as all lines; letters may reach out of it.
 */
export function outlineText(look: TextLook): TextOutline {
  const missing = new Set<string>()
  const lines = directParagraphs(look.content, look.direction).flatMap((paragraph) => linesOf(paragraph, look, missing))
  const width = Math.max(1 / look.sizePx, ...lines.map((line) => line.width))
  const [first] = facesFor(look.family, look.weight)
  const { ascent, descent } = extentsOf(first as FontFace)
  const pen = new OutlinePen(look.sizePx)
  for (const [i, line] of lines.entries()) {
    const baseline = i * look.lineHeight + (look.lineHeight - ascent - descent) / 2 + ascent
    drawLine(pen, line, { left: (width - line.width) * shareBefore(look.align, line.direction), baseline })
  }
  return { ...pen.finish({ width: width * look.sizePx, height: lines.length * look.lineHeight * look.sizePx }), missing: [...missing] }
}

/** A line from left to right. Lengths in ems. */
interface Line {
  readonly runs: readonly { readonly face: FontFace; readonly glyphs: readonly Glyph[] }[]
  readonly width: number
  readonly direction: Direction
}

function linesOf({ text, direction, levels }: DirectedParagraph, look: TextLook, missing: Set<string>): Line[] {
  const { family, weight, tracking, sizePx, maxWidthPx } = look
  const runs = runsOf(text, { levels, family, weight, missing })
  const ends = advancesOf(text, runs, tracking)
  const widthOf = (start: number, end: number): number => (ends[end] ?? 0) - (ends[start] ?? 0)
  return breakLines(text, widthOf, maxWidthPx === null ? null : maxWidthPx / sizePx).map((range) => {
    const parts = visualOrder(runsWithin(runs, range))
    const shaped = parts.map((run) => ({ face: run.face, glyphs: shapeRun(text, run, tracking) }))
    // The space after the last letter belongs to nobody: centred text would hang to the left.
    const last = parts.at(-1)
    const spare = last === undefined ? 0 : trackingIn(last, tracking)
    const advance = shaped.flatMap(({ glyphs }) => glyphs).reduce((sum, glyph) => sum + glyph.advance, 0)
    return { runs: shaped, direction, width: Math.max(0, advance - spare) }
  })
}

function runsWithin(runs: readonly Run[], { start, end }: LineRange): Run[] {
  return runs
    .map((run) => ({ ...run, start: Math.max(run.start, start), end: Math.min(run.end, end) }))
    .filter((run) => run.end > run.start)
}

/** How far the text reaches before each of its UTF-16 units, were it on one line. */
function advancesOf(text: string, runs: readonly Run[], tracking: number): Float64Array {
  const advances = new Float64Array(text.length + 1)
  for (const run of runs)
    for (const { cluster, advance } of shapeRun(text, run, tracking)) advances[cluster + 1] = (advances[cluster + 1] ?? 0) + advance
  for (let i = 1; i < advances.length; i++) advances[i] = (advances[i] ?? 0) + (advances[i - 1] ?? 0)
  return advances
}

function drawLine(pen: OutlinePen, { runs }: Line, { left, baseline }: { readonly left: number; readonly baseline: number }): void {
  let x = left
  for (const { face, glyphs } of runs) {
    for (const { id, advance, dx, dy } of glyphs) {
      pen.draw(face, id, { x: x + dx, y: baseline - dy })
      x += advance
    }
  }
}

/** Which share of the free room lies left of a line. */
function shareBefore(align: TextLook['align'], direction: Direction): number {
  if (align === 'centre') return 0.5
  return (align === 'start') === (direction === 'ltr') ? 0 : 1
}

function extentsOf({ font, unitsPerEm }: FontFace): { readonly ascent: number; readonly descent: number } {
  const { ascender, descender } = font.hExtents()
  return { ascent: ascender / unitsPerEm, descent: -descender / unitsPerEm }
}
