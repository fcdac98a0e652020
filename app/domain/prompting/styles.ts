import { z } from 'zod'

interface Style {
  /** What is asked of the picture, in the words that go into a prompt. */
  readonly wording: string
  /** What the style is not. */
  readonly negatives: readonly string[]
}

/** Looks that a picture can be asked for. Words go to models, which read English best; the page has its own names for them. */
export const STYLES = {
  photorealistic: {
    wording: 'photorealistic, natural skin texture, true colours, fine fabric detail, real lens and real light',
    negatives: ['illustration', '3d render', 'plastic skin', 'oversaturated colours'],
  },
  cinematic: {
    wording: 'cinematic still, anamorphic lens, motivated light, deep shadows with detail, restrained colour grade, shallow depth of field',
    negatives: ['flat lighting', 'stock photo look', 'cartoon'],
  },
  editorial: {
    wording: 'fashion editorial photograph, confident composition, directional light, strong pose, magazine quality',
    negatives: ['snapshot', 'cluttered background', 'harsh on-camera flash'],
  },
  'studio-catalogue': {
    wording: 'studio catalogue photograph, seamless light grey background, soft even light, whole garment in view, neutral colour',
    negatives: ['dramatic shadows', 'props', 'busy background', 'colour cast'],
  },
  street: {
    wording: 'street style photograph, city pavement, available daylight, candid moment, slight motion in the background',
    negatives: ['studio background', 'stiff pose', 'artificial light'],
  },
  artistic: {
    wording: 'fine art photograph, sculptural light, bold negative space, unusual crop, painterly colour',
    negatives: ['stock photo look', 'plain white background', 'cliché pose'],
  },
  'vintage-film': {
    wording: 'vintage film photograph, fine 35 mm grain, gently faded colours, soft highlights, period lens softness',
    negatives: ['digital sharpness', 'neon colours', 'heavy vignette'],
  },
  minimal: {
    wording: 'minimal photograph, plain pale background, generous empty space, quiet pose, soft single light',
    negatives: ['props', 'patterned background', 'clutter', 'strong contrast'],
  },
  lookbook: {
    wording: 'lookbook photograph, full length, relaxed pose, clean set, consistent soft daylight',
    negatives: ['cropped feet', 'dramatic shadows', 'clutter'],
  },
} as const satisfies Readonly<Record<string, Style>>

export const styleId = z.enum(Object.keys(STYLES) as [keyof typeof STYLES, ...(keyof typeof STYLES)[]])
