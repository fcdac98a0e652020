import { type Plane, type Rgb8, rgb8 } from '../../../app/domain/raster.ts'
import { type Body, torsoRatio } from '../../../app/raster/body/body.ts'
import { limbPlace } from '../../../app/raster/body/limb.ts'
import { type Lab, labOfSrgb } from '../../../app/raster/colour.ts'
import { medianLab, rgbOfLab } from './draft-defects.ts'

/** A draft, what shows its garment, and the body under it (in pixels of the crop). */
export interface DressedScene {
  readonly picture: Rgb8
  readonly shown: Plane
  readonly body: Body
  readonly crop: { readonly x: number; readonly y: number }
}

export interface Repainted {
  readonly picture: Rgb8
  readonly repaintedPx: number
}

/** Sleeves that end at `end` (0 shoulder, 1 elbow, 2 wrist): below it the arms are bare, with the folds' shade. */
export function cutSleeves(scene: DressedScene, end: number): Repainted {
  return repaint(scene, 'skin', (x, y, isShown) => {
    if (!isShown) return false
    return scene.body.arms.some((arm) => {
      if (!arm.usable) return false
      const place = limbPlace(arm, x, y)
      const { s, ratio } = torsoRatio(scene.body, x, y)
      const isTrunk = ratio < 0.96 && s > 0.05 * scene.body.frame.torsoLength
      return place.ratio < 1.5 && place.along > end && !isTrunk
    })
  })
}

/** Short sleeves made long: bare arms below the cuffs dyed in the garment's colour, with the shade of the arm. */
export function lengthenSleeves(scene: DressedScene): Repainted {
  return repaint(scene, 'cloth', (x, y, isShown, i) => {
    if (isShown || isGround(scene.picture, i)) return false
    return scene.body.arms.some((arm) => {
      if (!arm.usable) return false
      const place = limbPlace(arm, x, y)
      return place.ratio < 1 && place.along > 0.15 && place.along < 1.95
    })
  })
}

/** A top that ends at `end` (torso lengths): below it the belly is bare. Sleeves stay. */
export function cutHem(scene: DressedScene, end: number): Repainted {
  const { frame, arms } = scene.body
  return repaint(scene, 'skin', (x, y, isShown) => {
    const { s, ratio } = torsoRatio(scene.body, x, y)
    const isSleeve = ratio > 1.02 && arms.some((arm) => arm.usable && limbPlace(arm, x, y).ratio < 1.2)
    return isShown && !isSleeve && s > end * frame.torsoLength
  })
}

/** Trousers, a skirt or a dress that end at `end` of the leg (1 knee, 2 ankle): below it the legs are bare. */
export function cutLegs(scene: DressedScene, end: number): Repainted {
  const { frame, legs } = scene.body
  return repaint(scene, 'skin', (x, y, isShown) => {
    if (!isShown || torsoRatio(scene.body, x, y).s < 1.1 * frame.torsoLength) return false
    const places = legs.filter((leg) => leg.usable).map((leg) => limbPlace(leg, x, y))
    const nearest = places.reduce((best, place) => (place.ratio < best.ratio ? place : best), { along: 0, ratio: 9, distance: 0 })
    return nearest.along > end
  })
}

export function repaint(
  { picture, shown, body, crop }: DressedScene,
  as: 'skin' | 'cloth',
  isChanged: (x: number, y: number, isShown: boolean, i: number) => boolean,
): Repainted {
  const out = rgb8(picture.width, picture.height, picture.data.slice())
  const changed: number[] = []
  for (let y = 0, i = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++, i++) {
      if (isChanged(x + 0.5 - crop.x, y + 0.5 - crop.y, (shown.data[i] ?? 0) > 0.3, i)) changed.push(i)
    }
  }
  const wanted = as === 'cloth' ? medianLab(picture, shown) : skinOf(picture, body, crop)
  const usual = changed.map((i) => labAt(picture, i)[0]).sort((a, b) => a - b)[changed.length >> 1] ?? 50
  for (const i of changed) {
    // Lightness about the usual one is shape: it stays.
    const shade = Math.max(-18, Math.min(14, 0.7 * (labAt(picture, i)[0] - usual)))
    const rgb = rgbOfLab([Math.min(97, Math.max(3, wanted[0] + shade)), wanted[1], wanted[2]])
    for (let c = 0; c < 3; c++) out.data[3 * i + c] = rgb[c] ?? 0
  }
  return { picture: out, repaintedPx: changed.length }
}

/** Median colour around nose and mouth. */
function skinOf(picture: Rgb8, { head }: Body, crop: { readonly x: number; readonly y: number }): Lab {
  const [cx, cy] = [head.skinSample[0] + crop.x, head.skinSample[1] + crop.y]
  const reach = head.radius * 0.4
  const seen: [number[], number[], number[]] = [[], [], []]
  for (let y = Math.floor(cy - reach); y < cy + reach; y++) {
    for (let x = Math.floor(cx - reach); x < cx + reach; x++) {
      if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) continue
      const lab = labAt(picture, y * picture.width + x)
      for (const c of [0, 1, 2] as const) seen[c].push(lab[c])
    }
  }
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0
  return [middle(seen[0]), middle(seen[1]), middle(seen[2])]
}

function labAt({ data }: Rgb8, i: number): Lab {
  return labOfSrgb(data[3 * i] ?? 0, data[3 * i + 1] ?? 0, data[3 * i + 2] ?? 0)
}

/** The white ground of studio photographs. */
function isGround(picture: Rgb8, i: number): boolean {
  const [l, a, b] = labAt(picture, i)
  return l > 94 && Math.hypot(a, b) < 8
}
