import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { makeFilmStrip } from '../../app/media/video/film-strip.ts'
import { probeClip } from '../../app/media/video/probe.ts'
import { measureSoundWave } from '../../app/media/video/sound-wave.ts'
import { makeClip } from '../support/make-clip.ts'
import { tempFolder } from '../support/temp-library.ts'
import { hasTestdata, testdata } from '../support/testdata.ts'
import { hasFfmpeg, videoTools as tools } from '../support/video-tools.ts'

const signal = new AbortController().signal

async function open(path: string) {
  const { ffprobe } = await tools.programs()
  return { path, facts: await probeClip({ ffprobe, path, signal }) }
}

/** Mean grey of each frame of a strip, without the bar in it. */
async function greysOf(strip: { readonly png: Uint8Array; readonly frames: number; readonly frameWidth: number }): Promise<number[]> {
  const { data, info } = await sharp(strip.png).greyscale().raw().toBuffer({ resolveWithObject: true })
  expect(info.width).toBe(strip.frames * strip.frameWidth)
  return Array.from({ length: strip.frames }, (_, frame) => {
    const row = data.subarray((info.height >> 1) * info.width + frame * strip.frameWidth).subarray(0, strip.frameWidth)
    return [...row].sort((a, b) => a - b)[row.length >> 1] ?? 0
  })
}

describe.skipIf(!hasFfmpeg)('views of clips', () => {
  it.each([
    ['one key frame', 250, 4],
    ['enough key frames to decode no other', 5, 12],
  ])('show frames at equal distances, with %s', async (_, keyEvery, seconds) => {
    await using folder = await tempFolder()
    const clip = await open(await makeClip(join(folder.path, 'ramp.mp4'), { seconds, keyEvery }))
    const strip = await makeFilmStrip(clip, { count: 10, heightPx: 45 }, { tools, signal })
    expect(strip).toMatchObject({ frames: 10, frameWidth: 80, frameHeight: 45 })
    const greys = await greysOf(strip)
    // The clip grows from black to white, so each frame says when it is from.
    for (const [index, grey] of greys.entries()) expect(Math.abs(grey - (255 * index) / 10), `frame ${index}: ${grey}`).toBeLessThan(16)
  })

  it('show no more frames than there are, and call off', async () => {
    await using folder = await tempFolder()
    const clip = await open(await makeClip(join(folder.path, 'short.mp4'), { seconds: 0.2 }))
    const strip = await makeFilmStrip(clip, { count: 20, heightPx: 45 }, { tools, signal })
    expect(strip.frames).toBe(5)
    expect((await greysOf(strip)).at(-1)).toBeGreaterThan(200)
    const abort = new AbortController()
    const making = makeFilmStrip(clip, { count: 20, heightPx: 45 }, { tools, signal: abort.signal })
    abort.abort()
    await expect(making).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('draw the sound where it is heard', async () => {
    await using folder = await tempFolder()
    const clip = await open(
      await makeClip(join(folder.path, 'loud.mp4'), { seconds: 4, sound: (second) => (second >= 2 && second < 3 ? 0.8 : 0) }),
    )
    const peaks = await measureSoundWave(clip, 40, { tools, signal })
    expect(peaks).toHaveLength(40)
    expect(Math.max(...(peaks ?? []).slice(0, 19))).toBeLessThan(40)
    expect(Math.min(...(peaks ?? []).slice(21, 29))).toBeGreaterThan(150)
    expect(Math.max(...(peaks ?? []).slice(32))).toBeLessThan(40)
    expect(
      await measureSoundWave(await open(await makeClip(join(folder.path, 'silent.mp4'), { seconds: 1 })), 40, { tools, signal }),
    ).toBeNull()
  })

  it.skipIf(!hasTestdata).each([
    ['exo-h265_with_metadata_track.mp4', 54, 96],
    ['mediabunny-sar_2x1.mp4', 341, 96],
    ['mediabunny-cursed-vfr.mp4', 210, 96],
    ['exo-sample_fragmented.mp4', 144, 96],
    ['exo-bear-vp9-odd-dimensions.webm', 128, 96],
    ['mediabunny-transparency.webm', 171, 96],
  ])('are upright and of the right shape: %s', async (name, width, height) => {
    const strip = await makeFilmStrip(await open(testdata(`video/${name}`)), { count: 20, heightPx: 96 }, { tools, signal })
    expect([strip.frameWidth, strip.frameHeight]).toEqual([width, height])
    const { width: wide, height: high } = await sharp(strip.png).metadata()
    expect([wide, high]).toEqual([strip.frames * width, height])
    // The last place of a strip is filled: a strip that ran out of frames ends in black.
    const last = await sharp(strip.png)
      .extract({ left: (strip.frames - 1) * width, top: 0, width, height })
      .stats()
    expect(Math.max(...last.channels.map(({ max }) => max))).toBeGreaterThan(30)
  })
})
