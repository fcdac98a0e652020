/**
 * The fixed list behind `bench meter`: which garment is worn by whom, where its print is, and which defects are made. Boxes were
 * set by looking at the photographs, before the meter existed.
 */

/** Shares of the upright photograph. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Stripes of the photograph itself, or printed onto a plain garment by the bench. */
export type Stripes =
  | { readonly kind: 'own'; readonly direction: 'across' | 'down' }
  | { readonly kind: 'printed'; readonly angleDeg: number; readonly pitch: number; readonly rgb: readonly [number, number, number] }

export interface GarmentCase {
  readonly id: string
  /** Inside the test data. */
  readonly path: string
  readonly region: 'upper' | 'lower' | 'full'
  readonly worn?: true
  readonly print?: Box
  readonly stripes?: Stripes
  /** What its sleeves are; changed sleeves are made of these. */
  readonly sleeves?: 'short' | 'long'
  /** It has a neckline: no hood, no zip, no open front, no stripes printed over it by the bench. Wrong depths are made of it. */
  readonly neckline?: 'crew'
  readonly isHeldOut: boolean
}

const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom })
const SALEOR = 'truth/saleor-garments-alpha/saleor'
const HOME = 'photos/garments/cds'
const LUMA = 'truth/luma-recolour'
const WHITE = [240, 240, 236] as const
const NAVY = [30, 36, 84] as const
const RED = [176, 34, 40] as const

const printed = (angleDeg: number, pitch: number, rgb: readonly [number, number, number]): Stripes => ({
  kind: 'printed',
  angleDeg,
  pitch,
  rgb,
})

/** Every second garment of a kind is held out: nothing was tuned on it. */
export const GARMENTS: readonly GarmentCase[] = [
  {
    id: 'ascii-tee',
    path: `${SALEOR}-ascii-shirt-front.png`,
    region: 'upper',
    print: box(0.34, 0.31, 0.66, 0.47),
    sleeves: 'short',
    neckline: 'crew',
    isHeldOut: false,
  },
  {
    id: 'blue-hoodie',
    path: `${SALEOR}-blue-hoodie.png`,
    region: 'upper',
    print: box(0.33, 0.36, 0.68, 0.58),
    sleeves: 'long',
    isHeldOut: true,
  },
  {
    id: 'dash-tee',
    path: `${SALEOR}-dash-tee-back.png`,
    region: 'upper',
    print: box(0.53, 0.27, 0.66, 0.39),
    sleeves: 'short',
    neckline: 'crew',
    isHeldOut: true,
  },
  {
    id: 'grey-hoodie',
    path: `${SALEOR}-grey-hoodie.png`,
    region: 'upper',
    print: box(0.38, 0.36, 0.61, 0.48),
    sleeves: 'long',
    isHeldOut: false,
  },
  {
    id: 'team-tee',
    path: `${SALEOR}-team-tee-front.png`,
    region: 'upper',
    print: box(0.34, 0.33, 0.62, 0.485),
    sleeves: 'short',
    neckline: 'crew',
    isHeldOut: false,
  },
  {
    id: 'team-tee-back',
    path: `${SALEOR}-team-tee-back.png`,
    region: 'upper',
    print: box(0.41, 0.27, 0.56, 0.34),
    sleeves: 'short',
    neckline: 'crew',
    isHeldOut: true,
  },
  {
    id: 'white-hoodie',
    path: `${SALEOR}-white-hoodie.png`,
    region: 'upper',
    print: box(0.41, 0.35, 0.62, 0.61),
    sleeves: 'long',
    isHeldOut: true,
  },
  {
    id: 'social-sweater',
    path: `${HOME}-longsleeve-ded0c4cd.jpg`,
    region: 'upper',
    print: box(0.5, 0.325, 0.61, 0.38),
    sleeves: 'long',
    neckline: 'crew',
    isHeldOut: false,
  },
  {
    id: 'roses-tee',
    path: `${HOME}-t-shirt-9fa1c9ce.jpg`,
    region: 'upper',
    print: box(0.37, 0.34, 0.59, 0.475),
    sleeves: 'short',
    neckline: 'crew',
    isHeldOut: true,
  },
  {
    id: 'red-tee',
    path: `${HOME}-t-shirt-d5a61162.jpg`,
    region: 'upper',
    print: box(0.18, 0.385, 0.48, 0.67),
    sleeves: 'short',
    neckline: 'crew',
    isHeldOut: false,
  },
  {
    id: 'windmill-tee',
    path: `${HOME}-t-shirt-d90835e2.jpg`,
    region: 'upper',
    print: box(0.14, 0.27, 0.82, 0.8),
    sleeves: 'short',
    neckline: 'crew',
    isHeldOut: true,
  },
  {
    id: 'fashn-tee',
    path: 'photos/garments/fashn-garment.webp',
    region: 'upper',
    worn: true,
    print: box(0.3, 0.45, 0.69, 0.55),
    neckline: 'crew',
    isHeldOut: false,
  },
  { id: 'plain-tee', path: `${HOME}-t-shirt-e44b1445.jpg`, region: 'upper', sleeves: 'short', neckline: 'crew', isHeldOut: false },
  { id: 'dark-tee', path: `${HOME}-t-shirt-788d20a1.jpg`, region: 'upper', sleeves: 'short', neckline: 'crew', isHeldOut: true },
  { id: 'grey-sweater', path: `${HOME}-longsleeve-4cd7315a.jpg`, region: 'upper', sleeves: 'long', neckline: 'crew', isHeldOut: true },
  { id: 'bomber', path: `${HOME}-outwear-2160a577.jpg`, region: 'upper', sleeves: 'long', isHeldOut: false },
  { id: 'white-tee', path: `${SALEOR}-white-cubes-tee-back.png`, region: 'upper', sleeves: 'short', neckline: 'crew', isHeldOut: true },
  { id: 'rose-dress', path: `${HOME}-dress-92f5cc49.jpg`, region: 'full', sleeves: 'long', isHeldOut: false },
  { id: 'worn-crew', path: `${LUMA}/mh10-blue.jpg`, region: 'upper', worn: true, neckline: 'crew', isHeldOut: true },
  { id: 'worn-tee', path: `${LUMA}/ms06-green.jpg`, region: 'upper', worn: true, neckline: 'crew', isHeldOut: false },
  { id: 'worn-zip', path: `${LUMA}/wj07-orange.jpg`, region: 'upper', worn: true, isHeldOut: true },
  { id: 'trousers', path: `${HOME}-pants-6c02ba6f.jpg`, region: 'lower', isHeldOut: false },
  { id: 'skirt', path: `${HOME}-skirt-2459a9ab.jpg`, region: 'lower', isHeldOut: true },
  {
    id: 'striped-tee',
    path: `${HOME}-t-shirt-aafe2f1b.jpg`,
    region: 'upper',
    stripes: { kind: 'own', direction: 'across' },
    sleeves: 'short',
    neckline: 'crew',
    isHeldOut: false,
  },
  {
    id: 'striped-shorts',
    path: `${HOME}-shorts-fe85d21f.jpg`,
    region: 'lower',
    stripes: { kind: 'own', direction: 'down' },
    isHeldOut: true,
  },
  {
    id: 'breton-tee',
    path: `${SALEOR}-white-cubes-tee-back.png`,
    region: 'upper',
    stripes: printed(0, 0.13, NAVY),
    sleeves: 'short',
    isHeldOut: false,
  },
  {
    id: 'breton-crew',
    path: `${HOME}-longsleeve-4cd7315a.jpg`,
    region: 'upper',
    stripes: printed(0, 0.17, RED),
    sleeves: 'long',
    isHeldOut: true,
  },
  {
    id: 'pinstripe-tee',
    path: `${HOME}-t-shirt-e44b1445.jpg`,
    region: 'upper',
    stripes: printed(90, 0.12, WHITE),
    sleeves: 'short',
    isHeldOut: true,
  },
  {
    id: 'diagonal-tee',
    path: `${SALEOR}-team-tee-back.png`,
    region: 'upper',
    stripes: printed(35, 0.2, WHITE),
    sleeves: 'short',
    isHeldOut: false,
  },
  {
    id: 'wide-stripe-tee',
    path: `${HOME}-t-shirt-788d20a1.jpg`,
    region: 'upper',
    stripes: printed(0, 0.26, WHITE),
    sleeves: 'short',
    isHeldOut: true,
  },
  {
    id: 'striped-bomber',
    path: `${HOME}-outwear-2160a577.jpg`,
    region: 'upper',
    stripes: printed(90, 0.18, RED),
    sleeves: 'long',
    isHeldOut: false,
  },
  // Added when rules for prints were changed: garments without a print of which seams, plackets, zips and folds could be taken for one.
  { id: 'longsleeve-42c30a48', path: `${HOME}-longsleeve-42c30a48.jpg`, region: 'upper', isHeldOut: false },
  { id: 'longsleeve-87665c15', path: `${HOME}-longsleeve-87665c15.jpg`, region: 'upper', isHeldOut: true },
  { id: 'longsleeve-aa8c2c36', path: `${HOME}-longsleeve-aa8c2c36.jpg`, region: 'upper', isHeldOut: false },
  { id: 'longsleeve-e62cfe93', path: `${HOME}-longsleeve-e62cfe93.jpg`, region: 'upper', isHeldOut: true },
  { id: 'outwear-311ee106', path: `${HOME}-outwear-311ee106.jpg`, region: 'upper', isHeldOut: false },
  { id: 'outwear-8f8c07c7', path: `${HOME}-outwear-8f8c07c7.jpg`, region: 'upper', isHeldOut: true },
  { id: 'shirt-0e99edde', path: `${HOME}-shirt-0e99edde.jpg`, region: 'upper', isHeldOut: false },
  { id: 'shirt-1d2e0956', path: `${HOME}-shirt-1d2e0956.jpg`, region: 'upper', isHeldOut: true },
  { id: 'shirt-5ec1221f', path: `${HOME}-shirt-5ec1221f.jpg`, region: 'upper', isHeldOut: false },
  { id: 'shirt-6791b759', path: `${HOME}-shirt-6791b759.jpg`, region: 'upper', isHeldOut: true },
  { id: 'shirt-e1243518', path: `${HOME}-shirt-e1243518.jpg`, region: 'upper', isHeldOut: false },
  { id: 't-shirt-07b294ee', path: `${HOME}-t-shirt-07b294ee.jpg`, region: 'upper', isHeldOut: true },
  { id: 'skirt-2001dec1', path: `${HOME}-skirt-2001dec1.jpg`, region: 'lower', isHeldOut: false },
  { id: 'skirt-dab7f764', path: `${HOME}-skirt-dab7f764.jpg`, region: 'lower', isHeldOut: true },
  { id: 'pants-cd23d1f5', path: `${HOME}-pants-cd23d1f5.jpg`, region: 'lower', isHeldOut: true },
  { id: 'dress-46e4c390', path: `${HOME}-dress-46e4c390.jpg`, region: 'full', isHeldOut: false },
  { id: 'dress-881c62dc', path: `${HOME}-dress-881c62dc.jpg`, region: 'full', isHeldOut: true },
  { id: 'dress-b5c9449f', path: `${HOME}-dress-b5c9449f.jpg`, region: 'full', isHeldOut: false },
  { id: 'dress-facbf570', path: `${HOME}-dress-facbf570.jpg`, region: 'full', isHeldOut: true },
  { id: 'worn-mh02-purple', path: `${LUMA}/mh02-purple.jpg`, region: 'upper', worn: true, isHeldOut: false },
  { id: 'worn-mh13-blue', path: `${LUMA}/mh13-blue.jpg`, region: 'upper', worn: true, isHeldOut: true },
  { id: 'worn-mj06-green', path: `${LUMA}/mj06-green.jpg`, region: 'upper', worn: true, isHeldOut: false },
  { id: 'worn-mj09-blue', path: `${LUMA}/mj09-blue.jpg`, region: 'upper', worn: true, isHeldOut: true },
  { id: 'worn-mj11-green', path: `${LUMA}/mj11-green.jpg`, region: 'upper', worn: true, isHeldOut: false },
  { id: 'worn-mh04-green', path: `${LUMA}/mh04-green.jpg`, region: 'upper', worn: true, isHeldOut: true },
  { id: 'worn-ms09-blue', path: `${LUMA}/ms09-blue.jpg`, region: 'upper', worn: true, isHeldOut: false },
  { id: 'worn-ms11-green', path: `${LUMA}/ms11-green.jpg`, region: 'upper', worn: true, isHeldOut: true },
]

export interface PersonCase {
  readonly id: string
  readonly path: string
  readonly isFullBody: boolean
  readonly isHeldOut: boolean
}

const PERSON = 'photos/persons/luma'

export const PERSONS: readonly PersonCase[] = [
  { id: 'ms05', path: `${PERSON}-ms05-blue_main.jpg`, isFullBody: false, isHeldOut: false },
  { id: 'wh11', path: `${PERSON}-wh11-blue_main.jpg`, isFullBody: false, isHeldOut: true },
  { id: 'ms04', path: `${PERSON}-ms04-black_main.jpg`, isFullBody: false, isHeldOut: true },
  { id: 'wt01', path: `${PERSON}-wt01-blue_main.jpg`, isFullBody: false, isHeldOut: false },
  { id: 'ws04', path: `${PERSON}-ws04-green_main.jpg`, isFullBody: false, isHeldOut: false },
  { id: 'ms10', path: `${PERSON}-ms10-red_main.jpg`, isFullBody: false, isHeldOut: true },
  { id: 'mp06', path: `${PERSON}-mp06-gray_outfit.jpg`, isFullBody: true, isHeldOut: false },
  { id: 'wp06', path: `${PERSON}-wp06-black_outfit.jpg`, isFullBody: true, isHeldOut: true },
]
