import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../../scripts/system-programs.mjs'

/**
 * A page in a Chromium of its own that nobody listens to. Playwright hears of every request of its pages, which took 2 to
 * 8 ms of processor time a frame while a gallery scrolled, on the cores that the page is measured on.
 */
export interface QuietPage extends AsyncDisposable {
  goto(url: string): Promise<void>
  /** Until there is an element for it. */
  waitFor(selector: string): Promise<void>
  /** Runs a function in the page. It must need nothing from outside, and its argument and answer are JSON. */
  run<Argument, Answer>(work: (argument: Argument) => Answer | Promise<Answer>, argument: Argument): Promise<Answer>
  /** Processor time of the main thread so far, which a busy machine does not stretch. */
  mainThreadMs(): Promise<number>
}

const VIEWPORT = { width: 1440, height: 900, deviceScaleFactor: 1, mobile: false }

/** @throws Error when there is no Chromium on this machine */
export async function openQuietPage(): Promise<QuietPage> {
  const profile = await mkdtemp(join(tmpdir(), 'drape-bench-chromium-'))
  const path = findChromium()
  if (path === undefined) throw new Error('There is no Chromium; set DRAPE_CHROMIUM')
  const browser = spawn(path, [...FLAGS, `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()))
  const send = await connect(await pageAddress(profile, ended))
  await send('Emulation.setDeviceMetricsOverride', VIEWPORT)
  await send('Performance.enable', { timeDomain: 'threadTicks' })
  const run: QuietPage['run'] = async (work, argument) => {
    const expression = `(${work.toString()})(${JSON.stringify(argument)})`
    const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }
  return {
    run,
    async goto(url) {
      await send('Page.navigate', { url })
    },
    waitFor: (selector) => run(untilThere, selector),
    async mainThreadMs() {
      const { metrics } = await send('Performance.getMetrics', {})
      const found = (metrics as { readonly name: string; readonly value: number }[]).find(({ name }) => name === 'TaskDuration')
      return (found?.value ?? Number.NaN) * 1000
    },
    async [Symbol.asyncDispose]() {
      browser.kill('SIGKILL')
      await ended
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Without the network of others, and with pictures drawn by the processor: the slowest machine a person may have. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
]

/** Chromium writes its port into the profile once it listens. */
async function pageAddress(profile: string, ended: Promise<void>): Promise<string> {
  let isRunning = true
  void ended.then(() => {
    isRunning = false
  })
  while (isRunning) {
    const [port] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')).split('\n')
    const targets = port === '' ? [] : ((await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as Target[])
    const page = targets.find(({ type }) => type === 'page')
    if (page !== undefined) return page.webSocketDebuggerUrl
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('Chromium ended while it started')
}

interface Target {
  readonly type: string
  readonly webSocketDebuggerUrl: string
}

/** One call of the DevTools protocol. The parts that are used here are known; their schema is not worth a dependency. */
// biome-ignore lint/suspicious/noExplicitAny: what comes back has another shape for every method.
type Send = (method: string, params: Readonly<Record<string, unknown>>) => Promise<any>

async function connect(address: string): Promise<Send> {
  const socket = new WebSocket(address)
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true })
    socket.addEventListener('error', () => reject(new Error('The page cannot be talked to')), { once: true })
  })
  const waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data)) as { id: number; result?: unknown; error?: { readonly message: string } }
    const call = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) call?.resolve(result)
    else call?.reject(new Error(error.message))
  })
  let lastId = 0
  return (method, params) =>
    new Promise((resolve, reject) => {
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      socket.send(JSON.stringify({ id: lastId, method, params }))
    })
}

/** Runs in the page. */
function untilThere(selector: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const isThere = document.querySelector(selector) !== null
      if (isThere) resolve()
      return isThere
    }
    if (look()) return
    const observer = new MutationObserver(() => look() && observer.disconnect())
    observer.observe(document, { subtree: true, childList: true, attributes: true })
  })
}
