import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { PoseEstimate } from '../../domain/landmarks.ts'
import type { OtherHalf } from '../../domain/outfit.ts'
import type { Plane, Rgb8, Rgba8, Size } from '../../domain/raster.ts'
import type { FitStrategy, GarmentType } from '../../domain/try-on.ts'
import type { Crop } from '../body/person-crop.ts'
import type { ClearedScene } from '../drape/clear-scene.ts'
import type { Scene } from '../drape/scene.ts'
import type { WaistSight } from '../fit/lower-fit.ts'
import type { WornExtent } from '../fit/worn-fit.ts'
import type { GarmentAnchors } from '../garment/anchors.ts'
import type { SleeveHint } from '../garment/armholes.ts'
import type { GarmentBox } from '../garment/box.ts'

/** Everything that laying one garment on one person anew needs, at the size of a screen. */
export interface RewarpKit {
  /** Size of the working picture. */
  readonly picture: Size
  /** The person's part of it: its corner and its size there. */
  readonly crop: Crop
  /** As the model found it, before any correction; in the crop's pixels. */
  readonly pose: PoseEstimate
  /** The crop at the size of the preview, with the garments that are on already. */
  readonly scene: Scene
  readonly cleared: ClearedScene
  readonly region: GarmentRegion
  /** Garments that lie over this one, as the draft shows them: straight alpha; null where there is none. */
  readonly above: Rgba8 | null
  /** Which garment of the draft it is, in wearing order. */
  readonly index: number
  /** Where each garment of the draft goes, in wearing order: strokes of a brush may belong to one half of the body. */
  readonly regions: readonly GarmentRegion[]
  /** What becomes of the clothes on the other half of the body: taking more off anew depends on it. */
  readonly otherHalf: OtherHalf
  readonly garment: FlatKit | WornKit
}

/** A garment on its own: pixels, landmarks and the choice of the fit. */
export interface FlatKit {
  readonly kind: 'flat'
  readonly type: GarmentType
  readonly strategy: FitStrategy
  readonly sleeves: SleeveHint
  readonly oldHem: number | null
  readonly waist: WaistSight
  readonly anchors: GarmentAnchors
  readonly box: GarmentBox
  readonly cutOut: Rgba8
  /** Where the garment carries cloth, 0..1, in the anchors' pixels. */
  readonly silhouette: Plane
  /** The garment's picture as it was taken, and the alpha of its cut-out before anybody painted over it: what a brush goes over. */
  readonly source: { readonly photo: Rgb8; readonly mask: Plane }
}

/** A garment on the person who wears it, at the size of the preview. */
export interface WornKit {
  readonly kind: 'worn'
  readonly wearer: Scene
  /** 0..1, at the size of the wearer's photo. */
  readonly mask: Plane
  /** Size of the wearer's whole picture, of which strokes tell shares, and the wearer's part of it. */
  readonly picture: Size
  readonly crop: Crop
  readonly extent: WornExtent
  /** Middle of the neckline that the person wears, in shoulder widths from the spine; null where it is not seen. */
  readonly oldFront: number | null
}
