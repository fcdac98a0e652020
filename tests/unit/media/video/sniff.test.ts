import { expect, it } from 'vitest'
import { sniffClip } from '../../../../app/media/video/sniff.ts'

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const iso = (kind: string, brand: string): Uint8Array => text(`\0\0\0\u0018${kind}${brand}\0\0\0\0isom`)
const ebml = (docType: string): Uint8Array =>
  new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x80 + docType.length, ...text(docType)])

it('tells containers by their first bytes', () => {
  expect(sniffClip(iso('ftyp', 'isom'))).toEqual({ type: 'video/mp4', demuxer: 'mov' })
  expect(sniffClip(iso('ftyp', 'qt  '))).toEqual({ type: 'video/quicktime', demuxer: 'mov' })
  expect(sniffClip(iso('wide', 'mdat'))).toEqual({ type: 'video/quicktime', demuxer: 'mov' })
  expect(sniffClip(ebml('webm'))).toEqual({ type: 'video/webm', demuxer: 'matroska' })
  expect(sniffClip(ebml('matroska'))).toEqual({ type: 'video/x-matroska', demuxer: 'matroska' })
})

it('leaves still pictures and other files alone', () => {
  for (const brand of ['heic', 'mif1', 'avif']) expect(sniffClip(iso('ftyp', brand))).toBeUndefined()
  expect(sniffClip(new Uint8Array())).toBeUndefined()
  expect(sniffClip(text('GIF89a........'))).toBeUndefined()
  expect(sniffClip(text('hello'))).toBeUndefined()
})

it.each([
  ['HLS', '#EXTM3U\n#EXTINF:1,\nhttp://example.org/a.ts\n'],
  ['HLS after a byte order mark', '\u00ef\u00bb\u00bf#EXTM3U\n'],
  ['DASH', '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011">'],
  ['DASH without a declaration', '  \n<MPD >'],
  ['Smooth Streaming', '<?xml version="1.0"?><SmoothStreamingMedia MajorVersion="2">'],
  ['ffconcat', 'ffconcat version 1.0\nfile secret.mp4\n'],
  ['a bare concat list', "file 'secret.mp4'\n"],
  ['subfile', 'subfile,,start,0,end,9,,:/etc/passwd'],
])('refuses a playlist: %s', (_, words) => {
  expect(sniffClip(Uint8Array.from(words, (letter) => letter.charCodeAt(0)))).toBe('playlist')
})

it('knows other videos by name to refuse them', () => {
  expect(sniffClip(text('RIFF\0\0\0\0AVI LIST'))).toBe('other-video')
  const transport = new Uint8Array(600)
  for (const at of [0, 188, 376]) transport[at] = 0x47
  expect(sniffClip(transport)).toBe('other-video')
})
