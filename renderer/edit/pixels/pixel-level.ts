import type { Size } from '../../../app/domain/raster.ts'

/** Pixels that are made at once while something is dragged or painted; more would not be there before the next move. */
const MOVING_PIXELS = 1_200_000

/**
 * At which scale pixels are made: the smallest half, quarter ... that is not coarser than the screen, so that zooming does not make
 * them anew each time.
 *
 * @param shown pixels of the screen for one of the layer or picture.
 * @param mostPixels of the result; 1 shows every pixel there is.
 */
export function pixelLevel(
  shown: number,
  size: Size,
  { pace, mostPixels = Number.POSITIVE_INFINITY }: { readonly pace: 'resting' | 'moving'; readonly mostPixels?: number },
): number {
  let level = 1
  while (level / 2 >= shown && level > 1 / 64) level /= 2
  const most = pace === 'moving' ? Math.min(MOVING_PIXELS, mostPixels) : mostPixels
  while (size.width * size.height * level * level > most && level > 1 / 64) level /= 2
  return level
}
