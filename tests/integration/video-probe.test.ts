import { copyFile, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runFfmpeg } from '../../app/media/video/ffmpeg.ts'
import { inputArguments } from '../../app/media/video/input-arguments.ts'
import { probeClip } from '../../app/media/video/probe.ts'
import { DEFAULT_VIDEO_LIMITS, type VideoLimits } from '../../app/platform/config.ts'
import { hasTestdata, testdata } from '../support/testdata.ts'
import { hasFfmpeg, videoTools } from '../support/video-tools.ts'

const never = new AbortController().signal

async function probe(path: string, limits: Partial<VideoLimits> = {}) {
  const { ffprobe } = await videoTools.programs()
  return probeClip({ ffprobe, path, limits: { ...DEFAULT_VIDEO_LIMITS, ...limits }, signal: never })
}

/** What is told of a clip in a line: size, turn, frames at their rate, sound. */
async function lineOf(name: string): Promise<string> {
  const { container, durationMs, picture, sound } = await probe(testdata(`video/${name}`))
  const rate = `${picture.frameRate.num}/${picture.frameRate.den}${picture.isVariableRate ? ' on average' : ''}`
  const turn = picture.rotation === 0 ? '' : ` turned ${picture.rotation}`
  const look = `${picture.bitDepth === 8 ? '' : ` ${picture.bitDepth} bit`}${picture.dynamicRange === 'sdr' ? '' : ` ${picture.dynamicRange}`}${picture.hasAlpha ? ' alpha' : ''}`
  const tracks = sound.map(({ codec, channels }) => ` ${codec}:${channels}`).join('')
  return `${container.type} ${picture.codec} ${picture.width}x${picture.height}${turn}${look} ${picture.frames} at ${rate} ${Math.round(durationMs)} ms${tracks}`
}

describe.skipIf(!hasFfmpeg || !hasTestdata)('real clips', () => {
  it.each([
    ['exo-bear-vp9-odd-dimensions.webm', 'video/webm vp9 161x121 30 at 2997/100 1001 ms'],
    ['exo-h265_with_metadata_track.mp4', 'video/mp4 hevc 1080x1920 turned 90 3 at 30000/1001 100 ms aac:2'],
    ['exo-hdr10-video-with-sdr-container.mp4', 'video/mp4 hevc 1920x1080 10 bit pq 28 at 27521/1000 on average 1017 ms aac:2'],
    // Only decoding finds out that this one has no picture in its packets.
    ['exo-invalid-bitstream.webm', 'video/webm vp9 320x240 51 at 25/1 2040 ms'],
    ['exo-sample.mp4', 'video/mp4 h264 1080x720 30 at 30000/1001 1001 ms aac:1'],
    ['exo-sample_av1.mp4', 'video/mp4 av1 1080x720 30 at 30000/1001 1001 ms aac:1'],
    // Its header declares 40 hours.
    ['exo-sample_fragmented.mp4', 'video/mp4 h264 1080x720 30 at 30000/1001 1001 ms aac:1'],
    ['exo-sample_mdat_too_long.mp4', 'video/mp4 h264 1080x720 30 at 30000/1001 1001 ms aac:1'],
    ['exo-sample_with_increasing_timestamps_320w_240h.mp4', 'video/mp4 h264 320x240 932 at 60/1 15533 ms aac:2'],
    ['exo-sample_with_increasing_timestamps_360p.mp4', 'video/mp4 h264 640x360 512 at 30/1 17063 ms aac:2'],
    ['exo-testvid_1022ms.mp4', 'video/mp4 h264 480x360 30 at 29917/1000 1003 ms aac:2'],
    ['mediabunny-cursed-vfr.mp4', 'video/mp4 h264 3026x1386 63 at 7220/1000 on average 8726 ms'],
    ['mediabunny-sar_2x1.mp4', 'video/mp4 h264 1280x360 150 at 30/1 5000 ms'],
    ['mediabunny-transparency.webm', 'video/webm vp9 1280x720 alpha 541 at 60/1 9016 ms'],
    ['mediapipe-gesture_video.mp4', 'video/mp4 h264 1280x720 195 at 25/1 7800 ms aac:2'],
    ['mp4parse-h264_white_frame_sar_16_9.mp4', 'video/mp4 h264 1138x480 1 at 25/1 40 ms'],
    ['tfjs-pose_1.mp4', 'video/mp4 h264 576x576 120 at 30/1 4000 ms'],
  ])('%s', async (name, line) => {
    expect(await lineOf(name)).toBe(line)
  })

  it.each([
    ['audio-bear-cbr-variable-frame-size-no-seek-table.mp3', 'video.unsupported-type', { reason: 'no-video' }],
    ['audio-bear-vbr-xing-header.mp3', 'video.unsupported-type', { reason: 'no-video' }],
    ['audio-bear.flac', 'video.unsupported-type', { reason: 'no-video' }],
    ['audio-bear.opus', 'video.unsupported-type', { reason: 'other-video' }],
    ['exo-sample_MP.heic', 'video.unsupported-type', { reason: 'no-video' }],
    ['exo-sample_opus.mp4', 'video.no-picture', { streams: 1 }],
    ['mediabunny-multiple-aac-tracks.mp4', 'video.no-picture', { streams: 2 }],
    ['mp4parse-bipbop-cenc-audioinit.mp4', 'video.no-picture', { streams: 1 }],
    // Six of the 745 frames that its index names are in the file.
    ['mediabunny-annex-b.mp4', 'video.damaged', { where: 'packets' }],
  ])('%s is refused: %s', async (name, code, details) => {
    await expect(probe(testdata(`video/${name}`))).rejects.toMatchObject({ code, details })
  })

  it('refuses what asks for too much', async () => {
    const path = testdata('video/exo-sample.mp4')
    for (const limits of [{ maxPixels: 700_000 }, { maxStreams: 1 }, { maxDurationMs: 1000 }, { maxFrames: 29 }, { maxClipBytes: 1000 }]) {
      await expect(probe(path, limits), Object.keys(limits)[0]).rejects.toMatchObject({ code: 'video.too-large' })
    }
  })

  it('finds out that a file breaks off, wherever it does', async () => {
    await using folder = await tempFolder()
    for (const [name, shares] of [
      ['exo-sample.mp4', [0.3, 0.9, 0.99]],
      ['exo-testvid_1022ms.mp4', [0.3, 0.9, 0.99]],
      ['mediabunny-transparency.webm', [0.3, 0.9, 0.99]],
    ] as const) {
      for (const share of shares) {
        const path = join(folder.path, `${share}-${name}`)
        await copyFile(testdata(`video/${name}`), path)
        const file = await open(path, 'r+')
        await file.truncate(Math.floor((await file.stat()).size * share))
        await file.close()
        await expect(probe(path), path).rejects.toMatchObject({ code: 'video.damaged' })
      }
    }
  })
})

describe.skipIf(!hasFfmpeg)('files that name other files', () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  })
  let address = ''
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drape-hostile-'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server.close()
    await rm(folder, { recursive: true, force: true })
  })

  const manifests = (): readonly (readonly [string, string])[] => [
    [
      'DASH',
      `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT2S" minBufferTime="PT1S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1" codecs="avc1.4d401e"><BaseURL>${address}/dash.mp4</BaseURL><SegmentBase indexRange="0-10"/></Representation></AdaptationSet></Period></MPD>`,
    ],
    ['HLS', `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${address}/hls.ts\n#EXT-X-ENDLIST\n`],
    ['ffconcat', `ffconcat version 1.0\nfile '${address}/concat.mp4'\n`],
    ['subfile', `subfile,,start,0,end,0,,:${address}/subfile.mp4`],
    ['SDP', `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n`],
    ['a reference in SVG', `<svg xmlns="http://www.w3.org/2000/svg"><image href="${address}/svg.png"/></svg>`],
  ]

  it('get no further than their first bytes, and ask nobody for anything', async () => {
    for (const [name, words] of manifests()) {
      const path = join(folder, `${name}.mp4`)
      await writeFile(path, words)
      await expect(probe(path), name).rejects.toMatchObject({ code: 'video.unsupported-type' })
    }
    expect(asked).toEqual([])
  })

  it('are not followed by ffmpeg either, where a demuxer is forced', async () => {
    const { ffmpeg } = await videoTools.programs()
    for (const [name, words] of manifests()) {
      const path = join(folder, `forced ${name}.mp4`)
      await writeFile(path, words)
      for (const demuxer of ['mov', 'matroska'] as const) {
        const args = [...inputArguments({ path, demuxer }), '-f', 'null', '-']
        await expect(runFfmpeg({ program: ffmpeg, args, signal: never }), `${name} ${demuxer}`).rejects.toMatchObject({
          code: 'video.ffmpeg-failed',
        })
      }
    }
    expect(asked).toEqual([])
  })

  it('are not there', async () => {
    await expect(probe(join(folder, 'none.mp4'))).rejects.toMatchObject({ code: 'file.not-found' })
  })
})

async function tempFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'drape-clips-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
