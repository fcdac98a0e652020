import { z } from 'zod'
import { between, share, signedShare } from './numbers.ts'
import { patchOf } from './patch.ts'

const enabled = z.boolean().default(true)
const amount = z.strictObject({ enabled, amount: signedShare.default(0) })
const NOTHING = { enabled: true, amount: 0 } as const

const steps = {
  /** Stops, in linear light. */
  exposure: z.strictObject({ enabled, ev: between(-5, 5).default(0) }).default({ enabled: true, ev: 0 }),
  contrast: amount.default(NOTHING),
  highlights: amount.default(NOTHING),
  shadows: amount.default(NOTHING),
  /** From blue to yellow and from green to magenta, against the picture as it is. */
  whiteBalance: z
    .strictObject({ enabled, temperature: signedShare.default(0), tint: signedShare.default(0) })
    .default({ enabled: true, temperature: 0, tint: 0 }),
  saturation: amount.default(NOTHING),
  /** Saturation for what has little of it; skin is spared. */
  vibrance: amount.default(NOTHING),
  /** `radius` in pixels of the layer, of the document where it is the document's. Skin is left alone unless told otherwise. */
  sharpen: z
    .strictObject({
      enabled,
      amount: between(0, 3).default(0),
      radius: between(0.3, 10).default(1),
      protectSkin: z.boolean().default(true),
    })
    .default({ enabled: true, amount: 0, radius: 1, protectSkin: true }),
}

/** Light and colour of a layer, or of the whole document. In this order; a step at 0 or switched off changes nothing. */
export const adjustments = z.strictObject(steps)
export type Adjustments = z.output<typeof adjustments>

/** Some steps, each as a whole. */
export const adjustmentsPatch = patchOf(steps)
export type AdjustmentsPatch = z.output<typeof adjustmentsPatch>

/** Light and colour that change nothing. */
export const NO_ADJUSTMENTS: Adjustments = adjustments.parse({})

/** A soft shadow under a layer, from its outline. */
export const contactShadow = z.strictObject({
  enabled,
  opacity: share.default(0.35),
  /** Radius of the blur, in document pixels. */
  softnessPx: between(0, 500).default(24),
  offsetX: between(-2000, 2000).default(0),
  offsetY: between(-2000, 2000).default(12),
})
export type ContactShadow = z.output<typeof contactShadow>

/** Makes a picture's pixels finer; its place and its mask stay as they are. */
export const upscale = z.strictObject({
  enabled,
  factor: z.literal([2, 4]).default(2),
  method: z.enum(['bicubic', 'edge-directed', 'model']).default('edge-directed'),
  protectSkin: z.boolean().default(true),
})
export type Upscale = z.output<typeof upscale>
