import type { Size } from '../../../app/domain/raster.ts'

/** Pixels that are made at once while something is dragged or painted; more would not be there before the next move. */
const MOVING_PIXELS = 1_200_000

/**
 * At which scale a layer's pixels are made: the smallest half, quarter ... that is not coarser than the screen, so that zooming
 * does not make them anew each time.
 *
 * @param shown device pixels for one pixel of the layer.
 * @param most pixels of the layer times scale never exceed this; 1 shows every pixel there is.
 */
export function pixelLevel(shown: number, size: Size, pace: 'resting' | 'moving'): number {
  let level = 1
  while (level / 2 >= shown && level > 1 / 64) level /= 2
  if (pace === 'resting') return level
  while (size.width * size.height * level * level > MOVING_PIXELS && level > 1 / 64) level /= 2
  return level
}
