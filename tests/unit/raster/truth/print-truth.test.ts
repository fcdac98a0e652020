import { describe, expect, it } from 'vitest'
import { layOut } from '../../../../app/raster/truth/cloth-patch.ts'
import { lookForPrint } from '../../../../app/raster/truth/print-match.ts'
import { findPrints, isSurelyPrint, type PrintRegion } from '../../../../app/raster/truth/print-region.ts'
import { sayPrint } from '../../../../app/raster/truth/print-verdict.ts'
import { clothView, glyph, type Paint, painted } from './pictures.ts'

const SIZE = 450
const view = (paint: Paint) => clothView(painted(SIZE, SIZE, paint))
const BOX = { x: 170, y: 130, size: 100 }
const garment = view(glyph(BOX, 'upright'))
const prints = () => findPrints(layOut(garment, { from: [-0.56, 0], to: [0.56, 1.45], density: 150 }))
const judge = (result: Paint) => sayPrint(prints().map((region) => lookForPrint({ garment, result: view(result) }, region)))

describe('the print of a garment', () => {
  it('is found where it is', () => {
    const [region, ...others] = prints()
    expect(others).toEqual([])
    // 300 px are a trunk width, the middle is at 225 px.
    const [left, bottom] = [(BOX.x - 225) / 300, (BOX.y + BOX.size) / 300]
    // The cloth right beside a print is strange beside it, too.
    expect(Math.abs((region?.from[0] ?? 9) - left)).toBeLessThan(0.08)
    expect(Math.abs((region?.to[1] ?? 9) - bottom)).toBeLessThan(0.08)
  })

  it('is kept where it lies a little elsewhere, larger and turned', () => {
    const moved: Paint = (x, y) => {
      const [dx, dy] = [(x - 240) / 1.12, (y - 205) / 1.05]
      return glyph(BOX, 'upright')(220 + dx * Math.cos(0.12) + dy * Math.sin(0.12), 180 - dx * Math.sin(0.12) + dy * Math.cos(0.12))
    }
    const said = judge(moved)
    expect(said).toMatchObject({ verdict: 'kept', sentence: 'print-kept' })
    expect(said.value).toBeGreaterThan(0.85)
  })

  it('is mirrored, upside down or missing where it is', () => {
    expect(judge(glyph(BOX, 'mirrored'))).toMatchObject({ verdict: 'changed', sentence: 'print-mirrored' })
    expect(judge(glyph(BOX, 'turned'))).toMatchObject({ verdict: 'changed', sentence: 'print-turned' })
    expect(judge(glyph(BOX, 'none'))).toMatchObject({ verdict: 'changed', sentence: 'print-lost' })
  })

  it('is none on plain cloth with soft folds', () => {
    const folds: Paint = (x) =>
      [90 + 25 * Math.sin(x / 40), 100 + 25 * Math.sin(x / 40), 110 + 25 * Math.sin(x / 40)].map(Math.round) as never
    expect(findPrints(layOut(view(folds), { from: [-0.56, 0], to: [0.56, 1.45], density: 150 }))).toEqual([])
    expect(sayPrint([])).toMatchObject({ verdict: 'unknown', sentence: 'print-none' })
  })

  it('is surely no zip, no collar, no row of buttons and no thin fold across the front, and what becomes of those is said only where it is plain', () => {
    const cloth = [64, 96, 150] as const
    const white = [240, 238, 230] as const
    const zip: Paint = (x, y) => (Math.abs(x - 228) < 6 && y > 60 ? white : cloth)
    const collar: Paint = (x, y) => (Math.abs(x - 220) < 30 && y < 45 ? white : cloth)
    const buttons: Paint = (x, y) => (Math.hypot(x - 228, ((y + 30) % 60) - 30) < 6 && y > 90 && y < 400 ? white : cloth)
    const fold: Paint = (x, y) => (Math.abs(y - 100 - 0.9 * (x - 80)) < 4 && x > 120 && x < 330 ? white : cloth)
    for (const paint of [zip, collar, buttons, fold]) {
      const found = findPrints(layOut(view(paint), { from: [-0.56, 0], to: [0.56, 1.45], density: 150 }))
      expect(found.some(isSurelyPrint)).toBe(false)
    }
    expect(prints().every(isSurelyPrint)).toBe(true)
    const [region] = prints()
    if (region === undefined) throw new Error('A glyph stands out')
    const found = lookForPrint({ garment, result: view(glyph(BOX, 'upright')) }, region)
    const at = (score: number) => ({ ...found.matches.upright, score })
    const weak = (score: number, thin: PrintRegion): string =>
      sayPrint([{ ...found, region: thin, matches: { upright: at(score), mirrored: at(0.2), turned: at(0.2) } }]).verdict
    const seam = { ...region, fill: 0.05 }
    expect([0.3, 0.55, 0.66, 0.9].map((score) => weak(score, seam))).toEqual(['changed', 'unknown', 'unknown', 'kept'])
    expect([0.3, 0.55, 0.66, 0.9].map((score) => weak(score, region))).toEqual(['changed', 'changed', 'doubtful', 'kept'])
  })

  it('is no pattern that repeats', () => {
    const dots: Paint = (x, y) => (Math.hypot(((x - 60) % 110) - 55, ((y - 60) % 110) - 55) < 22 ? [240, 238, 230] : [64, 96, 150])
    expect(findPrints(layOut(view(dots), { from: [-0.56, 0], to: [0.56, 1.45], density: 150 }))).toEqual([])
  })

  it('is not said to be mirrored where its place is hidden', () => {
    const { garment: own, result } = { garment, result: view(glyph(BOX, 'mirrored')) }
    const [found] = prints().map((region) => lookForPrint({ garment: own, result }, region))
    if (found === undefined) throw new Error('A glyph stands out')
    expect(sayPrint([{ ...found, uncovered: 0.2 }])).toMatchObject({ verdict: 'unknown', sentence: 'print-hidden' })
  })

  it('says nothing of its mirror image where it is its own', () => {
    const ring: Paint = (x, y) => (Math.abs(Math.hypot(x - 220, y - 180) - 40) < 9 ? [240, 240, 235] : [64, 96, 150])
    const own = view(ring)
    const [region] = findPrints(layOut(own, { from: [-0.56, 0], to: [0.56, 1.45], density: 150 }))
    if (region === undefined) throw new Error('A ring stands out')
    expect(sayPrint([lookForPrint({ garment: own, result: own }, region)])).toMatchObject({ verdict: 'kept' })
  })
})
