import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Redis extends AsyncDisposable {
  readonly connection: { readonly host: string; readonly port: number; readonly maxRetriesPerRequest: null }
}

/** A Redis of its own that has fsynced whatever it acknowledges; null where there is none on this machine. */
export async function startRedis(): Promise<Redis | null> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return null
  const folder = await mkdtemp(join(tmpdir(), 'drape-redis-'))
  const port = await freePort()
  const safe = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '', '--bind', '127.0.0.1']
  const child = spawn('redis-server', ['--port', String(port), '--dir', folder, ...safe], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part
      if (text.includes('Ready to accept connections')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`Redis ended with ${code}: ${text.slice(-300)}`)))
  })
  return {
    connection: { host: '127.0.0.1', port, maxRetriesPerRequest: null },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
