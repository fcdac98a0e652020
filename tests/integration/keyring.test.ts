import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tempFolder } from '../support/temp-library.ts'

const CHILD = join(import.meta.dirname, 'children', 'keyring-user.ts')

const NEEDED = ['dbus-run-session', 'gnome-keyring-daemon', 'g++', 'pkg-config']

/** Why there is no keyring to be had here; undefined where there is one. */
function missing(): string | undefined {
  if (process.platform !== 'linux') return 'a private Secret Service can be started on Linux only'
  const absent = NEEDED.filter((program) => spawnSync('which', [program]).status !== 0)
  if (absent.length > 0) return `${absent.join(', ')} not installed`
  if (spawnSync('pkg-config', ['--exists', 'libsecret-1']).status !== 0) return 'libsecret-1-dev is not installed'
  return headers() === undefined ? 'no headers of Node' : undefined
}

function headers(): string | undefined {
  return [join(dirname(process.execPath), '..', 'include', 'node'), '/usr/include/node', '/usr/local/include/node'].find((folder) =>
    existsSync(join(folder, 'node_api.h')),
  )
}

/** keytar as its install would build it; it speaks N-API, so the headers of any Node will do. @returns the folder of the package */
function buildKeytar(folder: string): string {
  const require = createRequire(import.meta.url)
  const source = dirname(require.resolve('keytar/package.json'))
  const built = join(folder, 'node_modules', 'keytar')
  cpSync(source, built, { recursive: true, dereference: true })
  mkdirSync(join(built, 'build', 'Release'), { recursive: true })
  const addon = dirname(createRequire(join(source, 'package.json')).resolve('node-addon-api/package.json'))
  const flags = (what: string): string[] => spawnSync('pkg-config', [what, 'libsecret-1'], { encoding: 'utf8' }).stdout.trim().split(/\s+/)
  const sources = ['async.cc', 'main.cc', 'keytar_posix.cc'].map((name) => join(built, 'src', name))
  const defines = ['-DNAPI_VERSION=3', '-DNODE_GYP_MODULE_NAME=keytar', '-DBUILDING_NODE_EXTENSION']
  const args = ['-shared', '-fPIC', '-std=c++17', ...defines, `-I${headers()}`, `-I${addon}`, ...flags('--cflags'), ...sources]
  const { status, stderr } = spawnSync('g++', [...args, '-o', join(built, 'build', 'Release', 'keytar.node'), ...flags('--libs')], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`keytar does not build: ${stderr}`)
  return built
}

const why = missing()

describe('the keyring of the system', () => {
  it.skipIf(why !== undefined)(
    `keeps a key in a real Secret Service and gives it to the next process${why === undefined ? '' : ` (skipped: ${why})`}`,
    async () => {
      await using folder = await tempFolder()
      const keytar = buildKeytar(folder.path)
      const run = `eval "$(printf 'password' | gnome-keyring-daemon --unlock --components=secrets)" && "$0" "$1" "$2" write && "$0" "$1" "$2" read`
      const { stdout, status } = spawnSync('dbus-run-session', ['--', 'sh', '-c', run, process.execPath, CHILD, keytar], {
        encoding: 'utf8',
        timeout: 60_000,
        env: { ...process.env, HOME: folder.path, XDG_DATA_HOME: join(folder.path, 'data'), XDG_RUNTIME_DIR: folder.path },
      })
      expect(status).toBe(0)
      const [written, read] = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown)
      expect(written).toEqual({ kind: 'keyring', store: 'Secret Service', names: ['provider:fal', 'provider:xai'] })
      expect(read).toEqual({ kind: 'keyring', store: 'Secret Service', key: 'clé-מפתח-1234567890', names: ['provider:fal'] })
    },
  )

  it('is told as unavailable, with the reason, where there is no bus', async () => {
    await using folder = await tempFolder()
    if (why !== undefined) return
    const keytar = buildKeytar(folder.path)
    const env = {
      ...process.env,
      HOME: folder.path,
      XDG_RUNTIME_DIR: folder.path,
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${folder.path}/none`,
    }
    const { stdout } = spawnSync(process.execPath, [CHILD, keytar, 'status'], { encoding: 'utf8', timeout: 60_000, env })
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'session',
      unavailable: [{ kind: 'keyring', reason: expect.stringMatching(/.{10}/) }, { kind: 'system' }],
    })
  })
})
