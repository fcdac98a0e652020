import { Feature, Direction as HbDirection, Buffer as ShapingBuffer, shape } from 'harfbuzzjs'
import type { Run } from './runs.ts'

/** A shaped letter of a run, in the order in which letters stand from left to right. Lengths in ems. */
export interface Glyph {
  readonly id: number
  /** Where in the paragraph's text the letters begin that it stands for. */
  readonly cluster: number
  readonly advance: number
  readonly dx: number
  readonly dy: number
}

/** Scripts whose letters are joined: space between them would tear them apart. */
const JOINED = new Set(['Arab'])

/** What is added after each cluster of a run, in ems. */
export function trackingIn({ script }: Pick<Run, 'script'>, tracking: number): number {
  return JOINED.has(script) ? 0 : tracking
}

/**
 * Shapes one run.
 *
 * @param tracking added after each cluster, in ems, but in joined scripts. Letters that would melt into one stay apart then.
 */
export function shapeRun(text: string, run: Run, tracking: number): Glyph[] {
  const { font, unitsPerEm } = run.face
  const buffer = new ShapingBuffer()
  buffer.addText(text, run.start, run.end - run.start)
  buffer.setDirection(run.level % 2 === 1 ? HbDirection.RTL : HbDirection.LTR)
  buffer.setScript(run.script)
  const space = trackingIn(run, tracking)
  const isSpaced = space !== 0
  shape(font, buffer, isSpaced ? [new Feature('liga', 0), new Feature('clig', 0)] : [])
  const glyphs = buffer.getGlyphInfosAndPositions().map(({ codepoint, cluster, xAdvance = 0, xOffset = 0, yOffset = 0 }) => ({
    id: codepoint,
    cluster,
    advance: xAdvance / unitsPerEm,
    dx: xOffset / unitsPerEm,
    dy: yOffset / unitsPerEm,
  }))
  if (!isSpaced) return glyphs
  // After the last glyph of each cluster.
  return glyphs.map((glyph, i) => (glyphs[i + 1]?.cluster === glyph.cluster ? glyph : { ...glyph, advance: glyph.advance + space }))
}
