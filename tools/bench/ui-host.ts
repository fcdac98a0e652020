import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from '@playwright/test'
import { findChromium } from '../../scripts/system-programs.mjs'
import type { QuietPage } from './quiet-page.ts'

const MAIN = fileURLToPath(new URL('../../app/server/main.ts', import.meta.url))

/** The host in a process of its own, over a library. @param port 0 takes any free one */
export async function startHost(
  libraryFolder: string,
  port = 0,
): Promise<AsyncDisposable & { readonly url: string; readonly port: number }> {
  const child = spawn(process.execPath, [MAIN, 'serve', '--json', '--port', String(port), '--library', libraryFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part
      if (text.includes('\n')) resolve((JSON.parse(text) as { readonly url: string }).url)
    })
    child.once('exit', (code) => reject(new Error(`The host ended with ${code}: ${text}`)))
  })
  return {
    url,
    port: Number(new URL(url).port),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Chromium as the end-to-end tests run it, for what needs a hand. @throws Error when there is none on this machine */
export async function openChromium(): Promise<Browser> {
  const executablePath = findChromium()
  return await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  })
}

/** Until the page can be worked with: it is drawn and joined to the studio. */
export async function usable(page: Pick<QuietPage, 'waitFor'>): Promise<void> {
  await page.waitFor('[data-testid=connection][data-connection=connected]')
  await page.waitFor('main[data-room] h1')
}
