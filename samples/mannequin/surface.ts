import type { Vec3 } from './math.ts'

/** What a material tells the lighting about one surface point. Colours are linear RGB. */
export interface Surface {
  albedo: Vec3
  spec: number // strength of the highlight
  gloss: number // its exponent
  skin: number // 1 = soft red light bleeding of skin
  bump: number // brightness relief that is not geometry, about -1..1
  normal: Vec3 // in: geometric normal; a material may tilt it
  u: number
  v: number // garment pattern coordinates in metres, NaN where none
  shadeScale: number // extra occlusion 0..1 the material adds (inside of a collar, say)
}

export const blankSurface = (): Surface => ({
  albedo: [0.5, 0.5, 0.5],
  spec: 0,
  gloss: 10,
  skin: 0,
  bump: 0,
  normal: [0, 0, 1],
  u: NaN,
  v: NaN,
  shadeScale: 1,
})
