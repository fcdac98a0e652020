import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FuseConfig, FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findWrongFuses } from '../../../tools/dist/fuses.ts'

/** What `@electron/fuses` looks for in a binary; behind it come version, count, and a character for each fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** As Electron is delivered: Node can be run, its options and its debugger are taken, any code is loaded. */
const DELIVERED = '101100011'

let folder: string
let binary: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drape-fuses-'))
  binary = join(folder, 'drape')
  await writeFile(
    binary,
    Buffer.concat([Buffer.from(`program ${SENTINEL}`), Buffer.from([1, DELIVERED.length]), Buffer.from(`${DELIVERED} program`)]),
  )
})
afterEach(() => rm(folder, { recursive: true }))

const SAFE: FuseConfig = {
  version: FuseVersion.V1,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
}

describe('the fuses of a packed binary', () => {
  it('are all found wrong where nothing was set', async () => {
    expect((await findWrongFuses(binary)).map((line) => line.split(' ')[0])).toEqual([
      'runAsNode',
      'enableCookieEncryption',
      'enableNodeOptionsEnvironmentVariable',
      'enableNodeCliInspectArguments',
      'enableEmbeddedAsarIntegrityValidation',
      'onlyLoadAppFromAsar',
      'grantFileProtocolExtraPrivileges',
    ])
  })

  it('are found right where all were set', async () => {
    await flipFuses(binary, SAFE)
    expect(await findWrongFuses(binary)).toEqual([])
  })

  it.each(Object.keys(SAFE).filter((key) => key !== 'version'))('are found wrong where fuse %s alone is', async (fuse) => {
    const option = Number(fuse) as FuseV1Options.RunAsNode
    await flipFuses(binary, { ...SAFE, [option]: SAFE[option] !== true } as FuseConfig)
    expect(await findWrongFuses(binary)).toHaveLength(1)
  })

  it('are not taken for right in a file without any', async () => {
    await writeFile(binary, 'no program of ours')
    await expect(findWrongFuses(binary)).rejects.toThrow()
  })
})
