import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeClip } from '../support/make-clip.ts'
import { runDrape } from '../support/run-drape.ts'
import { tempFolder } from '../support/temp-library.ts'
import { hasFfmpeg } from '../support/video-tools.ts'

describe.skipIf(!hasFfmpeg)('drape export', () => {
  it('makes shapes and folders that are ready to post, and says what they are', { timeout: 120_000 }, async () => {
    await using folder = await tempFolder()
    const clip = await makeClip(join(folder.path, 'walk.mp4'), { seconds: 2, width: 160, height: 90, sound: () => 0.2 })
    const out = join(folder.path, 'out')
    const look = ['--text', 'נורד "%{n}', '--position', 'bottom-right', '--opacity', '0.5', '--short-side', '90', '--cover']
    const args = ['export', '--in', clip, '--ratios', '1:1', '--network', 'reels', '--network', 'tiktok', '--mode', 'blur', ...look]
    const { code, json } = await runDrape(join(folder.path, 'library'), [...args, '--caption', 'New in', '--out', out])
    expect([code, json['ok']]).toEqual([0, true])
    expect(json['outputs']).toMatchObject([
      { ratio: '1:1', width: 90, height: 90, seconds: 2, codec: 'h264', fit: 'blur', path: join(out, 'walk 1x1.mp4') },
      { ratio: '9:16', width: 90, height: 160, seconds: 2, codec: 'h264', fit: 'blur', path: join(out, 'reels', 'walk reels tiktok.mp4') },
      { ratio: '9:16', path: join(out, 'tiktok', 'walk reels tiktok.mp4') },
    ])
    expect(json['cover']).toBe(join(out, 'walk 1x1.jpg'))
    expect((await readdir(join(out, 'reels'))).sort()).toEqual(['caption.txt', 'walk reels tiktok.jpg', 'walk reels tiktok.mp4'])
    expect(await readFile(join(out, 'reels', 'caption.txt'), 'utf8')).toBe('New in\n')
  })

  it('says in codes what it does not take, and leaves nothing', { timeout: 120_000 }, async () => {
    await using folder = await tempFolder()
    const clip = await makeClip(join(folder.path, 'walk.mp4'), { seconds: 1 })
    const failing = async (args: readonly string[]): Promise<unknown[]> => {
      const { code, json } = await runDrape(join(folder.path, 'library'), ['export', '--out', join(folder.path, 'out'), ...args])
      return [code, (json['error'] as { code: string } | undefined)?.code]
    }
    expect(await failing(['--in', clip, '--ratios', '3:2'])).toEqual([2, 'request.invalid'])
    expect(await failing(['--in', clip, '--network', 'nobody'])).toEqual([2, 'request.invalid'])
    expect(await failing(['--in', clip, '--codec', 'av1', '--target-size', '3'])).toEqual([2, 'request.invalid'])
    expect(await failing(['--in', join(folder.path, 'nothing.mp4')])).toEqual([1, 'file.not-found'])
    await expect(readdir(join(folder.path, 'out'))).rejects.toThrow()
  })
})
