import { describe, expect, test } from 'vitest'
import { plane } from '../../../../app/domain/raster.ts'
import { placeOf } from '../../../../app/raster/body/frame.ts'
import { necklineMiddle } from '../../../../app/raster/body/neckline-middle.ts'
import { drawBody } from '../fit/figures.ts'

const body = drawBody([
  { upper: 0.2, fore: 0.1 },
  { upper: 0.2, fore: 0.1 },
])
const SCALE = 0.5
const WIDTH = body.frame.shoulderWidth

/** A round neckline whose lowest point lies `u` shoulder widths from the spine; `depth` in shoulder widths below the shoulders. */
function collar({ u, depth = 0.25, turn = 1 }: { readonly u: number; readonly depth?: number; readonly turn?: 1 | -1 }) {
  const cloth = plane(300, 450)
  const skin = plane(300, 450)
  for (let i = 0; i < cloth.data.length; i++) {
    const place = placeOf(body.frame, ((i % 300) + 0.5) / SCALE, (Math.floor(i / 300) + 0.5) / SCALE)
    const across = (turn * place.u) / WIDTH - u
    const edge = depth * (1 - (across / 0.28) ** 2)
    if (Math.abs(place.u) > 0.5 * WIDTH) continue
    if (place.s / WIDTH > edge) cloth.data[i] = 1
    else skin.data[i] = 1
  }
  return { cloth, skin, scale: SCALE }
}

describe('the middle of a neckline', () => {
  test('is found where the skin reaches lowest, to a hundredth or two', () => {
    for (const u of [-0.12, -0.05, 0, 0.05, 0.12]) expect(Math.abs((necklineMiddle(body, collar({ u })) ?? 9) - u)).toBeLessThan(0.025)
  })

  test('lies on the other side of a mirrored body', () => {
    const right = necklineMiddle(body, collar({ u: 0.1 })) ?? 9
    const left = necklineMiddle(body, collar({ u: 0.1, turn: -1 })) ?? 9
    expect(right + left).toBeCloseTo(0, 2)
  })

  test('is not known without skin above the cloth, and not where the neckline is straight', () => {
    const { cloth, skin, scale } = collar({ u: 0 })
    expect(necklineMiddle(body, { cloth, skin: plane(skin.width, skin.height), scale })).toBeNull()
    expect(necklineMiddle(body, collar({ u: 0, depth: 0 }))).toBeNull()
  })
})
