import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../scripts/system-programs.mjs'

const ROOT = join(import.meta.dirname, '../..')
const SOURCES = 'http://sources.test'

/** A real Chromium that paints on the processor, as every drawing here is compared to the byte. */
export function startChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('There is no Chromium')
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
}

/** An empty page that can import the project's own modules by their paths, types stripped, and read `files` from `/files/NAME`. */
export async function openSourcePage(browser: Browser, files: ReadonlyMap<string, Uint8Array>): Promise<Page> {
  const page = await browser.newPage()
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Sources</title>' })
    const file = pathname.startsWith('/files/') ? files.get(pathname.slice('/files/'.length)) : undefined
    if (file !== undefined) return route.fulfill({ contentType: 'application/octet-stream', body: Buffer.from(file) })
    if (!pathname.endsWith('.ts')) return route.fulfill({ status: 404 })
    const source = await readFile(join(ROOT, pathname), 'utf8')
    return route.fulfill({ contentType: 'text/javascript', body: stripTypeScriptTypes(source) })
  })
  await page.goto(`${SOURCES}/`)
  return page
}
