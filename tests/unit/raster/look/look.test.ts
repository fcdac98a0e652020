import { describe, expect, it } from 'vitest'
import { type Plane, plane, type Rgb8 } from '../../../../app/domain/raster.ts'
import { nameClothColours } from '../../../../app/raster/look/cloth-colours.ts'
import { describeOutline } from '../../../../app/raster/look/garment-outline.ts'
import { measurePatternFacts, namePattern } from '../../../../app/raster/look/pattern-kind.ts'

const WIDTH = 420
const HEIGHT = 520
type Colour = readonly [number, number, number]

/** A shirt without sleeves, 240 px wide, on white, painted by its place. */
function shirt(colourAt: (x: number, y: number) => Colour): { readonly image: Rgb8; readonly mask: Plane } {
  const mask = plane(WIDTH, HEIGHT)
  const data = new Uint8Array(3 * WIDTH * HEIGHT).fill(255)
  for (let y = 60; y < 460; y++) {
    for (let x = 90; x < 330; x++) {
      mask.data[y * WIDTH + x] = 1
      data.set(colourAt(x, y), 3 * (y * WIDTH + x))
    }
  }
  return { image: { channels: 3, width: WIDTH, height: HEIGHT, data }, mask }
}

const NAVY: Colour = [27, 33, 60]
const WHITE: Colour = [240, 240, 238]
const RED: Colour = [190, 35, 40]
const isBand = (at: number, period: number): boolean => at % period < period / 2
const look = ({ image, mask }: ReturnType<typeof shirt>) => {
  const colours = nameClothColours(image, mask)
  return {
    names: colours.map(({ name }) => name),
    colours,
    pattern: namePattern(measurePatternFacts(image, mask, 'upper'), colours.length),
  }
}

describe('a look at cloth', () => {
  it.each([
    [NAVY, 'navy'],
    [WHITE, 'white'],
    [RED, 'red'],
    [[18, 18, 20], 'black'],
    [[214, 196, 164], 'beige'],
    [[94, 94, 48], 'olive'],
    [[230, 155, 176], 'pink'],
  ] as const)('names the colour %j %s', (colour, name) => {
    const { names, colours, pattern } = look(shirt(() => colour))
    expect([names, pattern.kind]).toEqual([[name], 'plain'])
    const [found] = colours
    const bytes = [1, 3, 5].map((at) => Number.parseInt(found?.hex?.slice(at, at + 2) ?? '', 16))
    for (const [c, byte] of bytes.entries()) expect(Math.abs(byte - (colour[c] ?? 0))).toBeLessThanOrEqual(3)
  })

  it('tells stripes, their direction and their colours', () => {
    const across = look(shirt((_, y) => (isBand(y, 30) ? NAVY : WHITE)))
    expect([across.pattern, across.names.toSorted()]).toEqual([{ kind: 'stripe', detail: 'horizontal stripes' }, ['navy', 'white']])
    expect(look(shirt((x) => (isBand(x, 30) ? RED : WHITE))).pattern.detail).toBe('vertical stripes')
    expect(look(shirt((x, y) => (isBand(x + y, 40) ? RED : WHITE))).pattern.detail).toBe('diagonal stripes')
  })

  it('tells checks', () => {
    const check = shirt((x, y) => (isBand(x, 24) === isBand(y, 24) ? NAVY : WHITE))
    const lines = shirt((x, y) => (x % 30 < 6 || y % 30 < 6 ? NAVY : WHITE))
    expect(look(lines).pattern.kind).toBe('check')
    // A chess board runs along its diagonals: it is no stripe either way.
    expect(look(check).pattern.kind).not.toBe('stripe')
  })

  it('tells a print, and where it is', () => {
    const logo = shirt((x, y) => (x > 180 && x < 240 && y > 150 && y < 210 && (x + 2 * y) % 17 < 10 ? RED : NAVY))
    expect(look(logo).pattern).toEqual({ kind: 'print', detail: 'a print in the middle of the chest' })
  })

  it('says nothing of cloth that is hardly seen', () => {
    const { image } = shirt(() => NAVY)
    expect(nameClothColours(image, plane(WIDTH, HEIGHT))).toEqual([])
    expect(namePattern(measurePatternFacts(image, plane(WIDTH, HEIGHT), 'upper'), 0)).toEqual({ kind: 'unknown', detail: null })
    expect(describeOutline(plane(WIDTH, HEIGHT), 't-shirt', null)).toEqual({ hem: 'unknown', silhouette: null })
  })
})
