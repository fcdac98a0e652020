import { describe, expect, it } from 'vitest'
import { textLook } from '../../../app/domain/document/layer.ts'
import { outlineText } from '../../../app/media/text/outline-text.ts'

const outline = (content: string, look: Record<string, unknown> = {}) => outlineText(textLook.parse({ content, sizePx: 100, ...look }))

/** Left and right edge of each closed curve, in the order in which they are drawn. */
function spans({ verbs, points }: ReturnType<typeof outline>): (readonly [number, number])[] {
  const out: (readonly [number, number])[] = []
  let p = 0
  let xs: number[] = []
  for (const verb of verbs) {
    const count = { M: 1, L: 1, Q: 2, C: 3, Z: 0 }[verb] ?? 0
    for (let i = 0; i < count; i++) xs.push(points[p + 2 * i] ?? 0)
    p += 2 * count
    if (verb !== 'Z') continue
    out.push([Math.min(...xs), Math.max(...xs)])
    xs = []
  }
  return out
}

const reach = (found: readonly (readonly [number, number])[]): readonly [number, number] => [
  Math.min(...found.map(([left]) => left)),
  Math.max(...found.map(([, right]) => right)),
]

describe('outlines of text', () => {
  it('have a box of lines, and letters inside of it', () => {
    const text = outline('Hamburg\nAtelier', { lineHeight: 1.5 })
    expect(text.size.height).toBe(300)
    const [left, right] = reach(spans(text))
    expect(left).toBeGreaterThanOrEqual(0)
    expect(right).toBeLessThanOrEqual(text.size.width)
    expect(text.missing).toEqual([])
  })

  it('scale with the size and nothing else', () => {
    const small = outline('Drape', { sizePx: 50 })
    const large = outline('Drape', { sizePx: 200 })
    expect(large.verbs).toBe(small.verbs)
    for (const [i, value] of large.points.entries()) expect(value / 4).toBeCloseTo(small.points[i] ?? 0, 1)
  })

  it('set Hebrew from right to left, and a number inside of it from left to right', () => {
    const twelve = spans(outline('12'))
    const mixed = spans(outline('אאאא 12'))
    // The number stands left of the letters, its 1 left of its 2.
    const width = reach(twelve)[1] - reach(twelve)[0]
    expect(reach(mixed.slice(0, twelve.length))[1] - reach(mixed)[0]).toBeCloseTo(width, 0)
    expect(outline('(א').verbs).toBe(outline('(א', { direction: 'rtl' }).verbs)
    expect(outline('א!').points).not.toEqual(outline('א!', { direction: 'ltr' }).points)
  })

  it('join Arabic letters, also where letters are spaced', () => {
    const joined = outline('سلام', { family: 'IBM Plex Sans Arabic' })
    const apart = outline('س ل ا م', { family: 'IBM Plex Sans Arabic' })
    expect(apart.size.width).toBeGreaterThan(joined.size.width)
    expect(joined.verbs).not.toBe(apart.verbs)
    const tracked = outline('سلام', { family: 'IBM Plex Sans Arabic', tracking: 0.5 })
    expect(tracked.points).toEqual(joined.points)
  })

  it('space Latin letters without a space at the end, and take ligatures apart', () => {
    const plain = outline('NORD')
    const spaced = outline('NORD', { tracking: 0.2 })
    expect(spaced.size.width - plain.size.width).toBeGreaterThanOrEqual(59)
    expect(spaced.size.width - plain.size.width).toBeLessThanOrEqual(61)
    expect(spans(outline('fi', { tracking: 0.01 })).length).toBeGreaterThanOrEqual(spans(outline('fi')).length)
  })

  it('break lines where they are too wide, and words that are wider than a line between letters', () => {
    const lines = (content: string, maxWidthPx: number): number => outline(content, { maxWidthPx }).size.height / 125
    expect(lines('one two three', 4000)).toBe(1)
    expect(lines('one two three', 320)).toBe(3)
    expect(lines('two-piece', 330)).toBe(2)
    const narrow = outline('Hamburgefonts', { maxWidthPx: 150 })
    expect(narrow.size.height / 125).toBeGreaterThan(4)
    expect(narrow.size.width).toBeLessThanOrEqual(150)
    expect(lines('MMM', 1)).toBe(3)
  })

  it('stand at the side they are put to', () => {
    const left = (content: string, align: string): number => reach(spans(outline(content, { align })).slice(-4))[0]
    const wide = 'Hamburgefonts\nI'
    expect(left(wide, 'start')).toBeLessThan(left(wide, 'centre'))
    expect(left(wide, 'centre')).toBeLessThan(left(wide, 'end'))
    // Start is on the right where letters run from right to left.
    const hebrew = 'אאאאאאא\nו'
    expect(left(hebrew, 'end')).toBeLessThan(left(hebrew, 'start'))
  })

  it('take letters from other families, and name those that none has', () => {
    expect(outline('Żółć Ελληνικά кириллица שלום سلام “—”').missing).toEqual([])
    expect(outline('ok 👗👗', { family: 'IBM Plex Sans Hebrew' }).missing).toEqual(['👗'])
  })

  it('are nothing for no text, but keep a line', () => {
    expect(outline('')).toMatchObject({ size: { width: 1, height: 125 }, verbs: '', missing: [] })
    expect(outline('a\n\nb').size.height).toBe(375)
  })
})
