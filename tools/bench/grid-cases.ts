/**
 * The fixed list behind `bench grid`: 15 persons x 10 garments, and what must come of each pair. Written by looking at the
 * photographs, and committed before the first run; a change of an expectation needs a reason in its commit.
 */

/**
 * - `draft`: a draft with verdict `ok`.
 * - `flagged`: a draft is made and carries at least one named defect, whatever its verdict: the photograph does not hold enough for more.
 * - `refused`: a typed refusal that says what to do; a picture here would be an invention.
 */
export type Outcome = 'draft' | 'flagged' | 'refused'

/** Columns in the order of the rows of `EXPECTED`. Paths inside the test data. */
export const GARMENTS = [
  { path: 'truth/saleor-garments-alpha/saleor-team-tee-front.png', shows: 'tee, true alpha' },
  { path: 'truth/saleor-garments-alpha/saleor-blue-hoodie.png', shows: 'hoodie, hood up, true alpha' },
  { path: 'photos/garments/cds-t-shirt-e44b1445.jpg', shows: 'tee on a carpet' },
  { path: 'photos/garments/cds-longsleeve-4cd7315a.jpg', shows: 'sweater on red cloth' },
  { path: 'photos/garments/cds-outwear-2160a577.jpg', shows: 'bomber jacket on a carpet' },
  { path: 'photos/garments/fashn-garment.webp', shows: 'printed tee worn by a man' },
  { path: 'photos/garments/cds-dress-92f5cc49.jpg', shows: 'long-sleeved dress on a carpet' },
  { path: 'photos/garments/cds-pants-6c02ba6f.jpg', shows: 'trousers on a sheet' },
  { path: 'photos/garments/cds-shorts-fe85d21f.jpg', shows: 'striped shorts' },
  { path: 'photos/garments/cds-skirt-2459a9ab.jpg', shows: 'flared skirt on a wooden floor' },
] as const

const D = ['draft'] as const
const F = ['draft', 'flagged'] as const
const R = ['refused'] as const
/** Enough of the thighs is in the frame for some fits and not for others; inventing silently is the only wrong answer. */
const E = ['flagged', 'refused'] as const

/** Rows: a person, and the allowed outcomes per garment of `GARMENTS`. `flagged` always means: with a named defect. */
export const PERSONS = [
  { path: 'photos/persons/luma-ms05-blue_main.jpg', shows: 'frontal, arms down, cut at the hips', allowed: [D, D, D, D, D, D, F, R, R, R] },
  { path: 'photos/persons/luma-ms01-yellow_main.jpg', shows: 'arms crossed, cut at the hips', allowed: [D, F, D, F, F, D, F, R, R, R] },
  { path: 'photos/persons/luma-mh02-purple_main.jpg', shows: 'hoodie, forearm over the trunk', allowed: [F, D, F, D, D, F, F, R, R, R] },
  { path: 'photos/persons/luma-mj09-blue_main.jpg', shows: 'hands on hips', allowed: [F, D, F, D, D, F, F, R, R, R] },
  {
    path: 'photos/persons/luma-mh11-white_main.jpg',
    shows: 'white sweater on white, head turned',
    allowed: [F, D, F, D, D, F, F, R, R, R],
  },
  { path: 'photos/persons/luma-mp06-gray_outfit.jpg', shows: 'man, full body, sleeveless top', allowed: [D, D, D, D, D, D, F, D, D, F] },
  { path: 'photos/persons/luma-wp06-black_outfit.jpg', shows: 'woman, full body, leggings', allowed: [D, D, D, D, D, D, D, D, D, D] },
  {
    path: 'photos/persons/luma-wh03-red_main.jpg',
    shows: 'long hair over the shoulder, hand on hip',
    allowed: [D, D, D, D, D, D, F, R, E, E],
  },
  { path: 'photos/persons/luma-wh11-blue_main.jpg', shows: 'frontal, long sleeves, arms down', allowed: [F, D, F, D, D, F, F, R, R, R] },
  { path: 'photos/persons/luma-ws04-green_main.jpg', shows: 'tee and shorts, hand on hip', allowed: [D, D, D, D, D, D, F, R, E, E] },
  {
    path: 'photos/persons/fashn-model.webp',
    shows: 'seated outdoors, arm over the trunk, busy background',
    allowed: [D, F, D, F, F, D, F, E, E, E],
  },
  {
    path: 'photos/persons/mediapipe-business-person.png',
    shows: 'suit jacket, arms crossed, hand with glasses',
    allowed: [F, F, F, F, F, F, F, R, R, R],
  },
  { path: 'photos/persons-hard/luma-mt04-blue_back.jpg', shows: 'from behind', allowed: [F, F, F, F, F, F, F, R, R, R] },
  { path: 'photos/persons/u2net-unsplash-1552374196.jpeg', shows: 'head and shoulders only', allowed: [R, R, R, R, R, R, R, R, R, R] },
  { path: 'photos/exif-orientation/Landscape_1.jpg', shows: 'nobody', allowed: [R, R, R, R, R, R, R, R, R, R] },
] as const satisfies readonly { path: string; shows: string; allowed: readonly (readonly Outcome[])[] }[]
