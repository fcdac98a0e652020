import type { PictureTrack } from '../clip-facts.ts'
import { toneMapping } from '../picture-filters.ts'

/** Matrices that were made for standard definition, by ffmpeg's names. */
const OLD_MATRICES = new Set(['smpte170m', 'bt470bg', 'smpte240m', 'fcc'])
/** A clip that does not say its matrix has BT.601 below this many pixels, BT.709 from there on, as players guess. */
const HD_PIXELS = 1280 * 576

/**
 * Filters that bring decoded frames to 8-bit BT.709 of limited range, as every output is tagged. None where they are that already.
 *
 * @param filters what the build of ffmpeg has.
 */
export function colourFilters(picture: PictureTrack, filters: ReadonlySet<string>): readonly string[] {
  const mapped = toneMapping(picture, filters)
  if (mapped.length > 0) return mapped
  const { matrix, range } = picture.colour
  const isOld = matrix === null ? picture.codedWidth * picture.codedHeight < HD_PIXELS : OLD_MATRICES.has(matrix)
  const isWide = matrix === 'bt2020nc' || matrix === 'bt2020c'
  const isRgb = matrix === 'gbr' || /^(rgb|bgr|gbr|argb|abgr|rgba|bgra)/.test(picture.pixelFormat ?? '')
  const isFull = range === 'pc' || /^yuvj/.test(picture.pixelFormat ?? '')
  if (isRgb) return ['scale=out_color_matrix=bt709:out_range=limited', 'format=yuv420p']
  const from = isOld ? 'bt601' : isWide ? 'bt2020' : 'bt709'
  const isPlain = picture.pixelFormat === 'yuv420p' || picture.pixelFormat === null
  if (from === 'bt709' && !isFull) return isPlain ? [] : ['format=yuv420p']
  const to = 'out_color_matrix=bt709:out_range=limited'
  return [`scale=in_color_matrix=${from}:in_range=${isFull ? 'full' : 'limited'}:${to}`, 'format=yuv420p']
}
