import type { PictureTrack } from './clip-facts.ts'

/**
 * Filters that make a decoded frame a picture for a screen: HDR brought down to sRGB's range, pixels made square, fitted into a box.
 * The decoder has turned the frame upright before.
 *
 * @param longSidePx of the result; frames are never enlarged.
 * @param filters what the build of ffmpeg has; without `zscale` and `tonemap` HDR stays as it is and looks pale.
 */
export function pictureFilters(picture: PictureTrack, longSidePx: number, filters: ReadonlySet<string>): readonly string[] {
  const { width, height } = fittedSize(picture, longSidePx)
  return [...toneMapping(picture, filters), `scale=${width}:${height}:flags=area`, 'setsar=1']
}

/** The size of the upright picture with its long side at most so long; at least one pixel each way. */
export function fittedSize(
  size: { readonly width: number; readonly height: number },
  longSidePx: number,
): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, longSidePx / Math.max(size.width, size.height))
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) }
}

/** By way of linear light, with 100 cd/m2 as white, as a screen without HDR shows it (Hable's curve, 2010). */
export function toneMapping(picture: PictureTrack, filters: ReadonlySet<string>): readonly string[] {
  if (picture.dynamicRange === 'sdr' || !filters.has('zscale') || !filters.has('tonemap')) return []
  const { primaries, transfer, matrix, range } = picture.colour
  const tagged = `tin=${transfer ?? 'smpte2084'}:pin=${primaries ?? 'bt2020'}:min=${matrix ?? 'bt2020nc'}:rin=${range ?? 'tv'}`
  return [
    `zscale=${tagged}:t=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=tonemap=hable:desat=0',
    'zscale=t=bt709:m=bt709:r=tv',
    'format=yuv420p',
  ]
}
