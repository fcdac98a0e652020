import type { Size } from '../../domain/raster.ts'
import { scaleBody } from '../body/scale-body.ts'
import { resizePlane, resizePremultiplied, resizeRgb } from '../resample.ts'
import type { ClearedScene } from './clear-scene.ts'
import type { Scene, Worn } from './scene.ts'

/** The same scene in a smaller picture: kernels give the same draft at that size, for a share of the time. */
export function scaleScene({ photo, body, parts, layers, worn }: Scene, size: Size): Scene {
  return {
    photo: resizeRgb(photo, size),
    body: scaleBody(body, size),
    // The parts lie at analysis size, whatever the size of the picture.
    parts: { ...parts, scale: (parts.scale * photo.width) / size.width },
    layers: resizePremultiplied(layers, size),
    ...(worn === undefined ? {} : { worn: scaleWorn(worn, size) }),
  }
}

function scaleWorn({ picture, cloth, top, beneathTop, front }: Worn, size: Size): Worn {
  return {
    picture: resizeRgb(picture, size),
    cloth: resizePlane(cloth, size),
    top: resizePlane(top, size),
    beneathTop: beneathTop === null ? null : resizeRgb(beneathTop, size),
    front,
  }
}

/** What was cleared, at the size of a scaled scene. */
export function scaleCleared({ picture, masks, behind, clothLight }: ClearedScene, size: Size): ClearedScene {
  const half = { width: (size.width + 1) >> 1, height: (size.height + 1) >> 1 }
  return {
    picture: resizeRgb(picture, size),
    masks: resizePremultiplied(masks, size),
    behind,
    clothLight: clothLight === null ? null : resizePlane(clothLight, half),
  }
}
