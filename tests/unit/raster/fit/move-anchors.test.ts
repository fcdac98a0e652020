import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AnchorName } from '../../../../app/domain/draft-overlays.ts'
import type { Point } from '../../../../app/domain/raster.ts'
import type { GarmentFit } from '../../../../app/raster/fit/fit.ts'
import { moveAnchors } from '../../../../app/raster/fit/move-anchors.ts'
import { placeAnchors } from '../../../../app/raster/fit/place-anchors.ts'
import { fitTop } from '../../../../app/raster/fit/top-fit.ts'
import { drawBody, drawTop } from './figures.ts'

const garment = drawTop('long')
const body = drawBody([
  { upper: 0.35, fore: 0.2 },
  { upper: 0.35, fore: 0.2 },
])
const fit = fitTop(body, garment.anchors, { length: 'top', sleeves: 'long', oldHem: null, isCovered: garment.isCovered })
const anchors = placeAnchors(garment.anchors, fit)
const known = { anchors, body, isCovered: garment.isCovered }

function placeOf(laid: GarmentFit, name: AnchorName): Point {
  const found = placeAnchors(garment.anchors, laid).find((anchor) => anchor.name === name)
  if (found === undefined) throw new Error(`There is no ${name}`)
  return found.at
}

function pulled(name: AnchorName, [dx, dy]: Point): GarmentFit {
  const [x, y] = placeOf(fit, name)
  return moveAnchors(fit, [{ name, to: [x + dx, y + dy] }], known)
}

const apart = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by)
const targetsOf = (laid: GarmentFit, layer: string): Float32Array => {
  const found = laid.layers.find(({ name }) => name === layer)
  if (found === undefined) throw new Error(`There is no layer ${layer}`)
  return found.strip.target
}

describe('a garment that is pulled at one point', () => {
  test.each(['neck-left', 'shoulder-right', 'armpit-left', 'cuff-left', 'hem-right'] as const)('%s goes where it is put', (name) => {
    const [x, y] = placeOf(fit, name)
    expect(apart(placeOf(pulled(name, [14, -9]), name), [x + 14, y - 9])).toBeLessThan(3)
  })

  test('its other points stay', () => {
    const laid = pulled('hem-left', [-20, 30])
    for (const { name, at } of anchors) if (name !== 'hem-left') expect(apart(placeOf(laid, name), at)).toBeLessThan(3)
  })

  test('a cuff moves its own sleeve only', () => {
    const laid = pulled('cuff-left', [-40, -30])
    for (const layer of ['back', 'torso', 'sleeve-right']) expect(targetsOf(laid, layer)).toEqual(targetsOf(fit, layer))
    expect(targetsOf(laid, 'sleeve-left')).not.toEqual(targetsOf(fit, 'sleeve-left'))
  })

  test('a sleeve turns with its cuff and keeps its width there', () => {
    const widthAtEnd = (laid: GarmentFit): number => {
      const { columns, rows, target } = laid.layers.find(({ name }) => name === 'sleeve-left')?.strip ?? fail()
      const at = (column: number): Point => {
        const i = 2 * ((rows - 4) * columns + column)
        return [target[i] ?? 0, target[i + 1] ?? 0]
      }
      return apart(at(0), at(columns - 1))
    }
    // Raised by a quarter turn about the shoulder.
    const [x, y] = placeOf(fit, 'cuff-left')
    const [sx, sy] = placeOf(fit, 'shoulder-left')
    const laid = moveAnchors(fit, [{ name: 'cuff-left', to: [sx - (y - sy), sy + (x - sx)] }], known)
    expect(widthAtEnd(laid) / widthAtEnd(fit)).toBeGreaterThan(0.7)
    expect(widthAtEnd(laid) / widthAtEnd(fit)).toBeLessThan(1.3)
  })

  test('pulled up its arm, a sleeve ends higher on it', () => {
    const { cuffs } = pulled('cuff-left', [40, -70])
    expect(cuffs[0]).toBeLessThan(fit.cuffs[0] - 0.3)
    expect(cuffs[1]).toBe(fit.cuffs[1])
  })
})

function fail(): never {
  throw new Error('The sleeve is missing')
}

test('nothing moved is the same fit, and a point the garment does not have is left out', () => {
  expect(moveAnchors(fit, [], known)).toBe(fit)
  expect(moveAnchors(fit, [{ name: 'crotch', to: [10, 10] }], known)).toBe(fit)
})

test('however points are pulled within reason, every vertex has a place and no visible cell stays folded', () => {
  const names = anchors.map(({ name }) => name)
  const shift = fc.double({ min: -45, max: 45, noNaN: true })
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.tuple(shift, shift), { maxKeys: 3 }), (shifts) => {
      const moves = Object.entries(shifts).map(([name, [dx, dy]]) => {
        const [x, y] = placeOf(fit, name as AnchorName)
        return { name: name as AnchorName, to: [x + dx, y + dy] as const }
      })
      const laid = moveAnchors(fit, moves, known)
      for (const { strip } of laid.layers) expect(strip.target.every(Number.isFinite)).toBe(true)
      expect(laid.folded).toBeLessThan(0.002)
    }),
    { numRuns: 30 },
  )
})
