import sharp from 'sharp'
import type { Point, Rgba8 } from '../../app/domain/raster.ts'
import type { FoundPoints, GarmentTruth } from './anchor-truth.ts'

const TRUE_COLOUR = '#00c853'
const FOUND_COLOUR = '#ff1744'

/** Writes a cut-out with the true points (green) and the found ones (red), joined where they belong together. */
export async function drawAnchors(shown: {
  readonly truth: GarmentTruth
  readonly cutOut: Rgba8
  readonly points: FoundPoints
  readonly file: string
}): Promise<void> {
  const { width, height, data } = shown.cutOut
  const at = ([x, y]: Point): Point => [x * width, y * height]
  const size = Math.max(width, height) / 90
  const marks = Object.entries(shown.truth.points).flatMap(([name, places]) => {
    const ends = places.map(at)
    const middle: Point = [mean(ends, 0), mean(ends, 1)]
    const target = shown.points[name as keyof FoundPoints]
    const [from, to] = ends
    return [
      ...(from && to ? [line(from, to, { colour: TRUE_COLOUR, width: size / 3 })] : []),
      ...(target ? [line(middle, at(target), { colour: FOUND_COLOUR, width: size / 4 })] : []),
      ...ends.map((point) => ring(point, { colour: TRUE_COLOUR, size })),
    ]
  })
  const found = Object.values(shown.points).map((point) => ring(at(point), { colour: FOUND_COLOUR, size: size * 0.7 }))
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${[...marks, ...found].join('')}</svg>`
  await sharp(data, { raw: { width, height, channels: 4 } })
    .flatten({ background: '#dde' })
    .composite([{ input: Buffer.from(svg) }])
    .png({ compressionLevel: 3 })
    .toFile(shown.file)
}

function mean(points: readonly Point[], axis: 0 | 1): number {
  return points.reduce((sum, point) => sum + point[axis], 0) / Math.max(1, points.length)
}

interface Stroke {
  readonly colour: string
  readonly width: number
}

function line(from: Point, to: Point, { colour, width }: Stroke): string {
  return `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" stroke="${colour}" stroke-width="${width}"/>`
}

function ring([x, y]: Point, { colour, size }: { readonly colour: string; readonly size: number }): string {
  return `<circle cx="${x}" cy="${y}" r="${size}" fill="none" stroke="${colour}" stroke-width="${size / 2.5}"/>`
}
