import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { takeLock } from '../../../app/platform/lock.ts'
import { tempFolder } from '../../support/temp-library.ts'

const LOCK_MODULE = new URL('../../../app/platform/lock.ts', import.meta.url).href

describe('the library lock', () => {
  it('is refused to a second holder and free again after release', async () => {
    await using folder = await tempFolder()
    const first = takeLock(folder.path)
    expect(() => takeLock(folder.path)).toThrow(expect.objectContaining({ code: 'library.in-use' }))
    first.release()
    takeLock(folder.path).release()
  })

  it('dies with the process that held it', async () => {
    await using folder = await tempFolder()
    const script = `const { takeLock } = await import(${JSON.stringify(LOCK_MODULE)}); globalThis.held = takeLock(${JSON.stringify(folder.path)}); console.log('held'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    expect(() => takeLock(folder.path)).toThrow(expect.objectContaining({ code: 'library.in-use' }))
    child.kill('SIGKILL')
    await once(child, 'exit')
    takeLock(folder.path).release()
  })
})
