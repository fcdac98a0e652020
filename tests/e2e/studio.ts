import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import type { StudioContract } from '../../app/contract/contract.ts'
import type { Client } from '../../app/contract/define.ts'
import { createClient } from '../../app/rpc/client.ts'
import type { Reply } from '../../app/rpc/reply.ts'
import { TryOnPage } from './pages/try-on-page.ts'

const ROOT = join(import.meta.dirname, '../..')
/** No host of any test may talk to another machine. */
const GUARD = `--import=${join(import.meta.dirname, '../support/only-this-machine.ts')}`

/** A real studio in a process of its own, over a library that goes with the test. */
export class StudioProcess {
  readonly library: string
  /** Folder of the installation that is started. */
  readonly root: string
  /** What the studio finds in its environment beyond that of the tests. */
  readonly env: Readonly<Record<string, string>>
  /** Calls the studio as a script does, past any page. */
  readonly client: Client<StudioContract> = createClient<StudioContract>(async (name, input) => {
    const response = await fetch(`${this.#door.origin}/rpc/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#door.token}` },
      body: JSON.stringify(input),
    })
    return (await response.json()) as Reply
  })
  #child: ChildProcess | undefined
  #door = { origin: '', token: '' }

  constructor(library: string, root = ROOT, env: Readonly<Record<string, string>> = {}) {
    this.library = library
    this.root = root
    this.env = env
  }

  /** Address of the page, for a browser that has a session. */
  get origin(): string {
    return this.#door.origin
  }

  /** Starts the studio and gives the address that opens it. A second start takes the same port. */
  async start(): Promise<string> {
    const main = join(this.root, 'app/server/main.ts')
    const port = this.origin === '' ? '0' : new URL(this.origin).port
    const child = spawn(process.execPath, [GUARD, main, 'serve', '--json', '--port', port, '--library', this.library], {
      stdio: ['ignore', 'pipe', 'inherit'],
      // Keys of tests have no business in the keyring of whoever runs them.
      env: { ...process.env, DRAPE_KEYRING: 'off', ...this.env },
    })
    this.#child = child
    const answer = await new Promise<{ url: string; origin: string; token: string }>((resolve, reject) => {
      let text = ''
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        text += part
        if (text.includes('\n')) resolve(JSON.parse(text))
      })
      child.once('exit', (code) => reject(new Error(`The studio ended with ${code}: ${text}`)))
    })
    this.#door = answer
    return answer.url
  }

  /** SIGKILL, as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child === undefined || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }
}

/** Tests get a studio and its try-on room, opened and with a session. */
export const test = base.extend<{ studio: StudioProcess; room: TryOnPage }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern.
  studio: async ({}, use) => {
    const library = await mkdtemp(join(tmpdir(), 'drape-e2e-'))
    const studio = new StudioProcess(library)
    await use(studio)
    await studio.stop()
    await rm(library, { recursive: true, force: true })
  },
  room: async ({ page, studio }, use) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/Failed to load resource|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED/.test(message.text()))
        errors.push(message.text())
    })
    // Choosers are caught from the beginning: asked for at the key press, that came now and then after it.
    page.on('filechooser', () => undefined)
    const url = await studio.start()
    // Nor may any page, whatever is done in it.
    page.on('request', (request) => {
      if (!request.url().startsWith(studio.origin) && !/^(data|blob):/.test(request.url())) errors.push(`It asked for ${request.url()}`)
    })
    const room = new TryOnPage(page)
    await room.open(url)
    await use(room)
    if (errors.length > 0) throw new Error(`The page reported errors: ${errors.join('; ')}`)
  },
})

export { expect } from '@playwright/test'
