import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { PART } from '../../samples/mannequin/body.ts'
import { sampleFlat } from '../../samples/mannequin/garment/flat.ts'
import { layFlat } from '../../samples/mannequin/garment/flatlay.ts'
import { SAMPLE_GARMENTS } from '../../samples/mannequin/garment/samples.ts'
import { linear, type Vec3 } from '../../samples/mannequin/math.ts'
import { dressed, flatOf, OUTFITS, type PersonOptions, person } from '../../samples/mannequin/person.ts'

const BASE: PersonOptions = {
  shape: 'neutral',
  skin: 'tan',
  hair: 'short',
  hairColour: 'brown',
  pose: 'aPose',
  outfit: 'tankShorts',
  backdrop: 'gradient',
  seed: 5,
  width: 256,
  height: 384,
}
const hash = (b: Uint8Array): string => createHash('sha256').update(b).digest('hex')

it('the same options give the same bytes', () => {
  const a = person(BASE).picture,
    b = person(BASE).picture
  expect(hash(a.rgb)).toBe(hash(b.rgb))
  expect(hash(a.parts)).toBe(hash(b.parts))
  expect(hash(a.rgb)).not.toBe(hash(person({ ...BASE, seed: 6 }).picture.rgb))
})

it('landmarks fall on the parts they name, and the maps agree with each other', () => {
  const r = person(BASE).picture,
    at = (n: string): number => {
      const l = r.landmarks.find((q) => q.name === n)!
      return r.parts[Math.floor(l.y) * r.width + Math.floor(l.x)]
    }
  expect(at('nose')).toBe(PART.head)
  for (const s of ['L', 'R'] as const) {
    expect([PART[`upperArm${s}`], PART[`forearm${s}`]], `elbow${s}`).toContain(at(`elbow${s}`))
    expect([PART[`thigh${s}`], PART[`shin${s}`]], `knee${s}`).toContain(at(`knee${s}`))
    expect([PART[`forearm${s}`], PART[`hand${s}`]], `wrist${s}`).toContain(at(`wrist${s}`))
  }
  let disagreements = 0
  for (let o = 0; o < r.mask.length; o++) {
    const isBody = r.layers[o] > 0
    if (r.parts[o] > 0 !== isBody || r.depth[o] > 0 !== isBody || (r.mask[o] === 255 && !isBody)) disagreements++
  }
  expect(disagreements).toBe(0)
})

it('a worn garment is the flat one: albedo at its uv times its shading gives the picture', () => {
  const g = SAMPLE_GARMENTS.teeStripe,
    f = flatOf(g),
    r = person({ ...BASE, outfit: dressed(OUTFITS.tankShorts, g), watch: g, width: 512, height: 768 }).picture,
    c: Vec3 = [0, 0, 0]
  let n = 0,
    err = 0
  for (let o = 0; o < r.mask.length; o++) {
    if (r.top[o] !== 255 || !Number.isFinite(r.uv[o * 2]) || !sampleFlat(f, r.uv[o * 2], r.uv[o * 2 + 1], c)) continue
    const want = 0.2126 * linear(r.rgb[o * 3]) + 0.7152 * linear(r.rgb[o * 3 + 1]) + 0.0722 * linear(r.rgb[o * 3 + 2]),
      have = (0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]) * r.shade[o]
    n++
    err += Math.abs(want - have)
  }
  expect(n).toBeGreaterThan(15000)
  expect(err / n).toBeLessThan(0.03)
})

it('flat-lay anchors lie on or beside cloth, alpha covers the garment and leaves a margin', () => {
  for (const [name, g] of Object.entries(SAMPLE_GARMENTS)) {
    const l = layFlat(flatOf(g), 'wood', 3, 224, 224)
    expect(l.alpha[0], name).toBe(0)
    for (const [a, p] of Object.entries(l.anchors)) {
      let near = false
      for (let y = -5; y <= 5; y++) for (let x = -5; x <= 5; x++) near ||= l.alpha[Math.round(p.y + y) * l.width + Math.round(p.x + x)] > 0
      expect(near, `${name} ${a}`).toBe(true)
    }
  }
})
