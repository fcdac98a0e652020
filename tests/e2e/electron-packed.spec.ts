import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { listModels } from '../../app/inference/manifest.ts'
import { clientOf } from '../support/electron-double/bare-page.ts'
import { launchDouble } from '../support/electron-double/launch.ts'

const root = join(import.meta.dirname, '../..')
const target = `${process.platform}-${process.arch}`

/**
 * An Electron that does nothing but has what packing needs of it: a program with a fuse wire, set as it is delivered. So all
 * of the packing is tested but the binary itself.
 */
async function makeStandIn(folder: string): Promise<void> {
  await mkdir(join(folder, 'locales'), { recursive: true })
  const wire = '101100011'
  const program = Buffer.concat([
    Buffer.from('#!/bin/sh\nexit 0\ndL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, wire.length]),
    Buffer.from(wire),
  ])
  await writeFile(join(folder, 'electron'), program)
  await chmod(join(folder, 'electron'), 0o755)
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version', 'locales/en-US.pak']) await writeFile(join(folder, name), 'stand-in')
}

const dist = (electronFolder: string) =>
  spawnSync(process.execPath, ['tools/dist.ts', '--dir'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, DRAPE_ELECTRON_DIST: electronFolder },
  })

test.describe('the packed app', () => {
  // A stand-in is a shell script, and its layout is that of Linux.
  test.skip(process.platform !== 'linux', 'the stand-in for Electron is made for Linux')
  let folder: string

  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drape-packed-'))
  })
  test.afterAll(() => rm(folder, { recursive: true, force: true }))

  test('is not made without Electron: packing says where it stopped, and what to do', () => {
    const { status, stdout, stderr } = dist(join(folder, 'nowhere'))
    expect(status).toBe(1)
    expect(stdout).toContain('digests checked')
    expect(stderr).toMatch(/stopped before packing.*Next step: node node_modules\/electron\/install\.js/s)
  })

  test('holds what it needs and nothing of other systems, and makes a draft', async () => {
    test.setTimeout(240_000)
    const standIn = join(folder, 'electron')
    await makeStandIn(standIn)
    const { status, stdout, stderr } = dist(standIn)
    expect(status, stdout + stderr).toBe(0)
    expect(stdout).toMatch(/the fuses of .* stand as they must/)

    const resources = join(root, 'out', 'dist', 'linux-unpacked', 'resources')
    const app = join(folder, 'app')
    // What lies beside the archive is in it too, under the same names.
    expect(spawnSync('asar', ['extract', join(resources, 'app.asar'), app]).status).toBe(0)
    await cp(join(resources, 'app.asar.unpacked'), app, { recursive: true })
    const files = spawnSync('find', ['.', '-type', 'f'], { cwd: app, encoding: 'utf8' }).stdout.split('\n')
    expect(files.filter((file) => file.endsWith('.node') && !file.includes(target))).toEqual([
      expect.stringMatching(/onnxruntime-node\/bin\/.*\/linux\/.*\.node$/),
    ])
    expect(files.filter((file) => /@mediapipe|\.d\.ts$|\.map$|(^|\/)(tests?|electron-double)\//.test(file))).toEqual([])
    // What live poses run on is part of the page.
    for (const part of [/assets\/vision_wasm_module_internal-[\w-]+\.wasm$/, /assets\/vision_wasm_module_internal-[\w-]+\.js$/])
      expect(files.filter((file) => part.test(file))).toHaveLength(1)
    expect(
      files.filter((file) => /better-sqlite3\/LICENSE|sharp-[a-z0-9-]+\/LICENSE|libheif-js\/LICENSE/.test(file)).length,
    ).toBeGreaterThan(2)
    for (const { file } of listModels()) expect((await readFile(join(resources, 'models', file))).length).toBeGreaterThan(100_000)
    for (const name of ['LICENSE', 'THIRD-PARTY-NOTICES.md']) expect((await readFile(join(resources, name))).length).toBeGreaterThan(1000)

    const window = await launchDouble({
      mainFile: join(app, 'out/desktop/electron/main.js'),
      settings: { isPackaged: true, appFolder: app, resourcesFolder: resources },
    })
    const page = await window.window()
    await expect(page).toHaveTitle(/Drape/)
    const client = clientOf(page)
    const end = async (id: string) => {
      let state = ''
      await expect
        .poll(async () => (state = (await client['jobs.get']({ id: id as never })).state), { timeout: 90_000 })
        .toMatch(/succeeded|failed/)
      return state
    }
    expect(await end((await client['library.import-sample']({})).jobId)).toBe('succeeded')
    const { assets } = await client['library.list']({})
    const find = (start: string) => assets.find(({ name }) => name.startsWith(start))?.id as never
    expect(await end((await client['tryon.start']({ personId: find('person'), garmentId: find('garment') })).jobId)).toBe('succeeded')
    const devTools = await window.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.options.webPreferences?.['devTools'])
    expect(devTools).toBe(false)
    expect(await window.close()).toBe(0)
    expect(window.errors()).toBe('')
  })
})
