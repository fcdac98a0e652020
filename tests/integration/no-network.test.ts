import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeClip } from '../support/make-clip.ts'
import { tempFolder } from '../support/temp-library.ts'
import { hasFfmpeg } from '../support/video-tools.ts'

const MAIN = join(import.meta.dirname, '../../app/server/main.ts')
/** A network namespace of its own, in which not even this machine can be reached: for root, and where users may make them. */
const hasNamespaces = spawnSync('unshare', ['-n', 'true']).status === 0

function drapeAlone(library: string, args: readonly string[]): { readonly code: number | null; readonly json: Record<string, unknown> } {
  const all = ['-n', process.execPath, MAIN, ...args, '--json', '--library', library]
  const { status, stdout } = spawnSync('unshare', all, {
    env: { ...process.env, DRAPE_LOG_LEVEL: 'warn' },
    encoding: 'utf8',
    timeout: 100_000,
  })
  return { code: status, json: JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '{}') }
}

describe.skipIf(!hasFfmpeg || !hasNamespaces)('without any network', () => {
  it('clips are made, looked at and exported', { timeout: 120_000 }, async () => {
    await using folder = await tempFolder()
    const [library, out] = [join(folder.path, 'library'), join(folder.path, 'out')]
    const still = join(import.meta.dirname, '../../resources/samples/person-ada.jpg')
    const look = join(folder.path, 'look.mp4')
    const motion = ['motion', '--in', still, '--template', 'spotlight', '--seconds', '1', '--size', '180x320', '--out', look]
    expect(drapeAlone(library, motion)).toMatchObject({ code: 0, json: { ok: true } })
    const shapes = ['--ratios', '9:16,1:1', '--short-side', '90', '--text', 'NORD', '--cover', '--gif']
    const exported = drapeAlone(library, ['export', '--in', look, ...shapes, '--out', out])
    expect(exported).toMatchObject({ code: 0, json: { ok: true } })
    expect(exported.json['outputs']).toHaveLength(2)
  })

  it('a playlist that calls itself a clip is refused, and of many clips only that one', { timeout: 120_000 }, async () => {
    await using folder = await tempFolder()
    const playlist = join(folder.path, 'evil.mp4')
    await writeFile(playlist, '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/secret.ts\n')
    const fine = await makeClip(join(folder.path, 'fine.mp4'), { seconds: 1 })
    const args = ['export', '--in', playlist, fine, '--ratios', '1:1', '--short-side', '90', '--out', join(folder.path, 'out')]
    const { code, json } = drapeAlone(join(folder.path, 'library'), args)
    expect([code, json['ok']]).toEqual([1, false])
    expect(json['failed']).toMatchObject([{ path: playlist, error: { code: 'video.unsupported-type' } }])
    expect(json['outputs']).toMatchObject([{ ratio: '1:1', width: 90 }])
  })
})
