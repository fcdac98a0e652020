/** Containers of clips that the library keeps. */
export interface ClipContainer {
  readonly type: 'video/mp4' | 'video/quicktime' | 'video/webm' | 'video/x-matroska'
  /** The demuxer that is forced on ffmpeg, so that it never guesses. */
  readonly demuxer: 'mov' | 'matroska'
}

/** Files that ffmpeg would follow to other files or addresses if it were left to guess. */
export type RefusedContainer = 'playlist' | 'other-video'

/** How many bytes from the start `sniffClip` looks at, at most. */
export const SNIFF_BYTES = 4096

const STILL_BRANDS = new Set(['avif', 'avis', 'heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'])
/** Boxes that begin old QuickTime files, which have no `ftyp`. */
const QUICKTIME_BOXES = new Set(['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'])
const PLAYLISTS = [
  /^#EXTM3U/,
  /^ffconcat\b/,
  /^<(?:MPD|SmoothStreamingMedia)[\s>]/,
  /^<[?!][\s\S]*<(?:MPD|SmoothStreamingMedia)[\s>]/,
  /^\[playlist\]/i,
  /^subfile,/,
  /^file\s+['"]?\S/,
]

/**
 * The container of a clip, by its first bytes and never by its name; `undefined` for what is no video at all (pictures too). Playlists
 * and manifests are text that names other files: a DASH manifest called `clip.mp4` makes ffmpeg fetch an address in spite of
 * `-protocol_whitelist file` (seen with 7.0), so nothing gets as far as ffmpeg that is not recognised here.
 */
export function sniffClip(head: Uint8Array): ClipContainer | RefusedContainer | undefined {
  const iso = isoType(head)
  if (iso !== undefined) return iso === 'still' ? undefined : { type: iso, demuxer: 'mov' }
  if (startsWith(head, [0x1a, 0x45, 0xdf, 0xa3])) {
    const type = textAt(head, 0, 64).includes('webm') ? 'video/webm' : 'video/x-matroska'
    return { type, demuxer: 'matroska' }
  }
  const text = textAt(head, 0, SNIFF_BYTES)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  if (PLAYLISTS.some((mark) => mark.test(text))) return 'playlist'
  return isOtherVideo(head) ? 'other-video' : undefined
}

function isoType(head: Uint8Array): 'video/mp4' | 'video/quicktime' | 'still' | undefined {
  const kind = textAt(head, 4, 8)
  if (QUICKTIME_BOXES.has(kind)) return 'video/quicktime'
  if (kind !== 'ftyp') return undefined
  const brand = textAt(head, 8, 12)
  if (STILL_BRANDS.has(brand)) return 'still'
  return brand === 'qt  ' ? 'video/quicktime' : 'video/mp4'
}

/** AVI, MPEG transport and programme streams, FLV, Ogg, ASF (WMV): recognised to be refused by name. */
function isOtherVideo(head: Uint8Array): boolean {
  if (textAt(head, 0, 4) === 'RIFF' && textAt(head, 8, 12) === 'AVI ') return true
  if (head[0] === 0x47 && head[188] === 0x47 && head[376] === 0x47) return true
  return (
    startsWith(head, [0x00, 0x00, 0x01, 0xba]) ||
    startsWith(head, [0x00, 0x00, 0x01, 0xb3]) ||
    textAt(head, 0, 3) === 'FLV' ||
    textAt(head, 0, 4) === 'OggS' ||
    startsWith(head, [0x30, 0x26, 0xb2, 0x75])
  )
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((value, index) => bytes[index] === value)
}

function textAt(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}
