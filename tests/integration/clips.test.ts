import { copyFile, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Asset } from '../../app/domain/asset.ts'
import { createId, jobId } from '../../app/domain/ids.ts'
import { listAssets } from '../../app/library/asset-list.ts'
import { artifactOfPicture, commitImport, getAsset, getStored, purgeTrash, restoreAssets, trashAssets } from '../../app/library/assets.ts'
import { examine } from '../../app/library/doctor.ts'
import { findMedia } from '../../app/library/media.ts'
import type { Library } from '../../app/library/open-library.ts'
import { prepareImport, prepareOwnFile } from '../../app/library/prepare-import.ts'
import { rebuildIndex } from '../../app/library/rebuild.ts'
import { keepPreparedResult } from '../../app/library/results.ts'
import { readSidecar } from '../../app/library/sidecar.ts'
import { serveFile } from '../../app/media/serve.ts'
import { createClipReader } from '../../app/pipeline/clip-reader.ts'
import { hashOf } from '../../app/platform/artifacts.ts'
import { DEFAULT_VIDEO_LIMITS, DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { smallJpeg, writeSmallJpeg } from '../support/generated-images.ts'
import { makeClip } from '../support/make-clip.ts'
import { filePathOf, importFile, systemClock, tempFolder, tempLibrary } from '../support/temp-library.ts'
import { hasTestdata, testdata } from '../support/testdata.ts'
import { hasFfmpeg, videoTools } from '../support/video-tools.ts'

const clips = createClipReader(videoTools, DEFAULT_VIDEO_LIMITS)
const options = { limits, clips, clock: systemClock, random: Math.random }

async function importClip(library: Library, sourcePath: string): Promise<Asset> {
  const { asset } = await commitImport(library, await prepareImport({ sourcePath, libraryFolder: library.folder, limits, clips }))
  return asset
}

/** What becomes of real files: the type and codec they are kept as, or why they are refused. */
const REAL_FILES = {
  'audio-bear-cbr-variable-frame-size-no-seek-table.mp3': 'image.unsupported-type unknown',
  'audio-bear-vbr-xing-header.mp3': 'image.unsupported-type audio/mpeg',
  'audio-bear.flac': 'image.unsupported-type audio/flac',
  'audio-bear.opus': 'video.unsupported-type other-video',
  'exo-bear-vp9-odd-dimensions.webm': 'video/webm vp9',
  'exo-h265_with_metadata_track.mp4': 'video/mp4 hevc',
  'exo-hdr10-video-with-sdr-container.mp4': 'video/mp4 hevc',
  'exo-invalid-bitstream.webm': 'video.damaged start',
  'exo-sample.mp4': 'video/mp4 h264',
  'exo-sample_MP.heic': 'image/heic',
  'exo-sample_av1.mp4': 'video/mp4 av1',
  'exo-sample_fragmented.mp4': 'video/mp4 h264',
  'exo-sample_mdat_too_long.mp4': 'video/mp4 h264',
  'exo-sample_opus.mp4': 'video.no-picture 1',
  'exo-sample_with_increasing_timestamps_320w_240h.mp4': 'video/mp4 h264',
  'exo-sample_with_increasing_timestamps_360p.mp4': 'video/mp4 h264',
  'exo-testvid_1022ms.mp4': 'video/mp4 h264',
  'mediabunny-annex-b.mp4': 'video.damaged packets',
  'mediabunny-cursed-vfr.mp4': 'video/mp4 h264',
  'mediabunny-multiple-aac-tracks.mp4': 'video.no-picture 2',
  'mediabunny-sar_2x1.mp4': 'video/mp4 h264',
  'mediabunny-transparency.webm': 'video/webm vp9',
  'mediapipe-gesture_video.mp4': 'video/mp4 h264',
  'mp4parse-bipbop-cenc-audioinit.mp4': 'video.no-picture 1',
  'mp4parse-h264_white_frame_sar_16_9.mp4': 'video/mp4 h264',
  'tfjs-pose_1.mp4': 'video/mp4 h264',
}

describe.skipIf(!hasFfmpeg)('clips in the library', () => {
  it('are kept byte for byte under a readable name, with sidecar, facts and a poster', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const path = await makeClip(join(source.path, 'Spring walk.mov.mp4'), { seconds: 6, width: 90, height: 160, sound: () => 0.4 })
    const asset = await importClip(temp.library, path)
    expect(asset).toMatchObject({ name: 'Spring walk.mov.mp4', type: 'video/mp4', width: 90, height: 160, origin: 'import' })
    expect(asset.clip).toEqual({
      durationMs: 6000,
      frames: 150,
      frameRate: { num: 25, den: 1 },
      isVariableRate: false,
      codec: 'h264',
      sound: { codec: 'aac', channels: 1, sampleRate: 8000 },
      rotation: 0,
      hasAlpha: false,
      dynamicRange: 'sdr',
    })
    const kept = filePathOf(temp.library, asset)
    expect((await readFile(kept)).equals(await readFile(path))).toBe(true)
    expect(await readSidecar(kept)).toMatchObject({ id: asset.id, clip: asset.clip, frames: 150 })
    expect(await readdir(join(temp.folder, 'tmp'))).toEqual([])
    // The poster is a frame of the middle: neither the black of the beginning nor the white of the end.
    const { thumbnails } = getStored(temp.library, asset.id)
    const poster = await findMedia(temp.library, hashOf(thumbnails.large))
    const { channels } = await sharp(poster?.path).stats()
    expect(channels[0]?.mean).toBeGreaterThan(60)
    expect(channels[0]?.mean).toBeLessThan(190)
  })

  it('are told from pictures by content, listed by kind, and no pictures to those who want one', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const made = await makeClip(join(source.path, 'walk.mp4'), { seconds: 1 })
    const disguised = join(source.path, 'look.jpg')
    await copyFile(made, disguised)
    const clip = await importClip(temp.library, disguised)
    expect(clip).toMatchObject({ name: 'look.jpg.mp4', type: 'video/mp4' })
    const named = join(source.path, 'photo.mp4')
    await writeFile(named, await smallJpeg(1))
    const picture = await importClip(temp.library, named)
    expect(picture).toMatchObject({ name: 'photo.mp4.jpg', type: 'image/jpeg', clip: null })
    expect(listAssets(temp.library, { kind: 'clip' }).assets.map(({ id }) => id)).toEqual([clip.id])
    expect(listAssets(temp.library, { kind: 'picture' }).assets.map(({ id }) => id)).toEqual([picture.id])
    await expect(artifactOfPicture(temp.library, clip.id)).rejects.toMatchObject({ code: 'asset.not-a-picture' })
  })

  it.each([
    ['mov', 'video/quicktime', 'walk.mov'],
    ['matroska', 'video/x-matroska', 'walk.mkv'],
    ['mp4', 'video/mp4', 'walk.mp4'],
  ])('are kept in every container, under its own ending: %s', async (muxer, type, name) => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const asset = await importClip(
      temp.library,
      await makeClip(join(source.path, 'walk'), { seconds: 1, muxer: [muxer], sound: () => 0.1 }),
    )
    expect(asset).toMatchObject({ name, type, clip: { frames: 25, frameRate: { num: 25, den: 1 }, sound: { channels: 1 } } })
    expect([980, 1000, 1001, 1024]).toContain(asset.clip?.durationMs)
  })

  it('come back from their sidecars, their marks and the trash with them, and are adopted without one', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const first = await importClip(temp.library, await makeClip(join(source.path, 'one.mp4'), { seconds: 1 }))
    const second = await importClip(temp.library, await makeClip(join(source.path, 'two.mp4'), { seconds: 2 }))
    const third = await importFile(temp.library, await writeSmallJpeg(join(source.path, 'three.jpg'), 3))
    await trashAssets(temp.library, [second.id])
    await rm(`${filePathOf(temp.library, first)}.json`)
    for (const id of Object.values(getStored(temp.library, second.id).thumbnails))
      await rm((await temp.library.artifacts.locate(id))?.path ?? '')
    temp.library.close()
    const report = await rebuildIndex({ folder: temp.folder, ...options })
    expect(report).toMatchObject({ assets: 3, adopted: 1, problems: [] })
    const library = await temp.reopen()
    expect(getAsset(library, second.id)).toMatchObject({ clip: second.clip, trashedAt: expect.any(Number) })
    expect(getAsset(library, third.asset.id).clip).toBeNull()
    const adopted = listAssets(library, { kind: 'clip' }).assets
    expect(adopted).toMatchObject([{ hash: first.hash, clip: first.clip, name: 'one.mp4' }])
    expect((await examine(temp.folder, { verify: true })).problems).toEqual([])
    await restoreAssets(library, [second.id])
    await trashAssets(library, [second.id])
    expect(await purgeTrash(library)).toEqual([second.id])
    expect(await readdir(join(temp.folder, 'originals', String(new Date().getUTCFullYear())))).not.toContain('two.mp4')
  })

  it('are missed by the doctor when a byte of them changes, and when their facts do', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const asset = await importClip(temp.library, await makeClip(join(source.path, 'walk.mp4'), { seconds: 1 }))
    temp.library.db.prepare(`UPDATE assets SET clip = json_set(clip, '$.frames', 7)`).run()
    expect((await examine(temp.folder)).problems).toMatchObject([{ code: 'library.damaged', message: 'Index and sidecar disagree' }])
    temp.library.db.prepare(`UPDATE assets SET clip = json_set(clip, '$.frames', 25)`).run()
    const kept = filePathOf(temp.library, asset)
    const bytes = await readFile(kept)
    bytes[bytes.length - 9] = (bytes.at(-9) ?? 0) ^ 1
    await writeFile(kept, bytes)
    expect((await examine(temp.folder, { verify: true })).problems).toMatchObject([{ code: 'asset.blob-damaged' }])
  })

  it('that a job made are moved, not copied, and kept once', async () => {
    await using temp = await tempLibrary()
    const lineage = { jobId: jobId.parse(createId('job', systemClock, Math.random)), kind: 'motion', parents: [], recipe: { seed: 1 } }
    const keep = async () => {
      const path = await makeClip(join(temp.folder, 'tmp', 'work.mp4'), { seconds: 1 })
      const { ino } = await stat(path)
      const prepared = await prepareOwnFile({ path, name: 'spin', libraryFolder: temp.folder, limits, clips })
      const asset = await keepPreparedResult(temp.library, prepared, { name: 'spin', lineage })
      expect(await readdir(join(temp.folder, 'tmp'))).toEqual([])
      return { asset, ino }
    }
    await mkdir(join(temp.folder, 'tmp'), { recursive: true })
    const { asset: first, ino } = await keep()
    expect((await stat(filePathOf(temp.library, first))).ino).toBe(ino)
    expect(first).toMatchObject({ name: 'spin.mp4', origin: 'result', lineage, clip: { frames: 25 } })
    expect(filePathOf(temp.library, first)).toMatch(/results\/\d{4}\/spin\.mp4$/)
    expect((await keep()).asset.id).toBe(first.id)
    const outside = prepareOwnFile({ path: filePathOf(temp.library, first), name: 'x', libraryFolder: temp.folder, limits, clips })
    await expect(outside).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('are served in ranges, suffix ranges too', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const asset = await importClip(temp.library, await makeClip(join(source.path, 'walk.mp4'), { seconds: 1 }))
    const media = await findMedia(temp.library, asset.hash)
    expect(media).toMatchObject({ type: 'video/mp4', sizeBytes: asset.sizeBytes })
    if (media === undefined) return
    const bytes = await readFile(media.path)
    const ask = (range: string) => serveFile(new Request('http://x/', { headers: { range } }), { ...media, etag: asset.hash })
    const tail = ask('bytes=-100')
    expect([tail.status, tail.headers.get('content-type'), tail.headers.get('content-length')]).toEqual([206, 'video/mp4', '100'])
    expect(Buffer.from(await tail.arrayBuffer()).equals(bytes.subarray(-100))).toBe(true)
    const middle = ask('bytes=10-19')
    expect(middle.headers.get('content-range')).toBe(`bytes 10-19/${bytes.length}`)
    expect(Buffer.from(await middle.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true)
  })

  it('leave nothing behind when the import is called off', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const path = await makeClip(join(source.path, 'walk.mp4'), { seconds: 8 })
    const abort = new AbortController()
    const preparing = prepareImport({ sourcePath: path, libraryFolder: temp.folder, limits, clips, signal: abort.signal })
    setTimeout(() => abort.abort(), 150)
    await expect(preparing).rejects.toMatchObject({ name: 'AbortError' })
    expect(await readdir(join(temp.folder, 'tmp'))).toEqual([])
  })

  it('that are damaged, hostile or no moving picture are refused with the reason', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const whole = await makeClip(join(source.path, 'whole.mp4'), { seconds: 6, sound: () => 0.2 })
    const { size } = await stat(whole)
    const broken = join(source.path, 'broken.mp4')
    await copyFile(whole, broken)
    await truncate(broken, Math.floor(size * 0.6))
    const holed = join(source.path, 'holed.mp4')
    const bytes = await readFile(await makeClip(join(source.path, 'keys.mp4'), { seconds: 6, keyEvery: 5 }))
    await writeFile(holed, bytes.fill(0xff, Math.floor(bytes.length * 0.3), Math.floor(bytes.length * 0.6)))
    const key = ['-encryption_scheme', 'cenc-aes-ctr', '-encryption_key', `${'0'.repeat(31)}1`, '-encryption_kid', `${'0'.repeat(31)}2`]
    const locked = await makeClip(join(source.path, 'locked.mp4'), { seconds: 1, muxer: [...key, 'mp4'] })
    const manifest = join(source.path, 'manifest.mp4')
    await writeFile(manifest, '<?xml version="1.0"?><MPD type="static"></MPD>')
    const refusalOf = (path: string) =>
      importClip(temp.library, path).then(
        () => undefined,
        ({ code, details }) => ({ code, details }),
      )
    expect(await refusalOf(broken)).toEqual({ code: 'video.damaged', details: { where: 'header' } })
    expect(await refusalOf(holed)).toMatchObject({ code: 'video.damaged', details: { where: 'packets' } })
    expect(await refusalOf(locked)).toMatchObject({ code: 'video.encrypted' })
    expect(await refusalOf(manifest)).toEqual({ code: 'video.unsupported-type', details: { reason: 'playlist' } })
    expect(await readdir(join(temp.folder, 'tmp'))).toEqual([])
    expect(listAssets(temp.library).assets).toEqual([])
  })

  it.skipIf(!hasTestdata)('takes the clips of other programs and refuses what is none', async () => {
    await using temp = await tempLibrary()
    const answer: Record<string, string> = {}
    for (const name of (await readdir(testdata('video'))).sort()) {
      answer[name] = await importClip(temp.library, testdata(`video/${name}`)).then(
        ({ type, clip }) => (clip === null ? type : `${type} ${clip.codec}`),
        ({ code, details }) => `${code} ${Object.values(details).join()}`,
      )
    }
    expect(answer).toEqual(REAL_FILES)
    temp.library.close()
    expect(await rebuildIndex({ folder: temp.folder, ...options })).toMatchObject({ problems: [], adopted: 0 })
    await temp.reopen()
  })
})
