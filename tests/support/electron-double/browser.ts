import { join } from 'node:path'
import { type BrowserContext, chromium, type Frame, type Page, type Request as PlaywrightRequest, type Route } from '@playwright/test'
import { toApp } from './addresses.ts'
import { app } from './app.ts'
import { protocol, session } from './session.ts'
import { readSettings } from './settings.ts'

const settings = readSettings()
let opened: Promise<BrowserContext> | undefined
let isFirstTaken = false

/** Told of a navigation before it happens; says whether it may. */
export type NavigationGuard = (page: Page, request: { readonly url: string; readonly isMainFrame: boolean }) => boolean
let guard: NavigationGuard = () => true

export function setNavigationGuard(next: NavigationGuard): void {
  guard = next
}

/** A page for a window: of one Chromium, whose storage is kept with the user data of the app. */
export async function openPage(size: { readonly width: number; readonly height: number }): Promise<Page> {
  opened ??= startChromium()
  const context = await opened
  const [first] = context.pages()
  const page = first !== undefined && !isFirstTaken ? first : await context.newPage()
  isFirstTaken = true
  await page.setViewportSize(size)
  return page
}

async function startChromium(): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(join(settings.userDataFolder, 'chromium'), {
    executablePath: settings.chromium,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--remote-debugging-port=${settings.debuggingPort}`,
    ],
  })
  await context.route('**/*', (route) => answer(route))
  app.onExit(() => context.close())
  return context
}

/** Null for the first request of a window that a page opens: Electron asks its app before there is one. */
function frameOf(request: PlaywrightRequest): Frame | null {
  try {
    return request.frame()
  } catch {
    return null
  }
}

/** The path of every request: the app's guards first, then the handler of its scheme. There is no network behind. */
async function answer(route: Route): Promise<void> {
  const request = route.request()
  const url = toApp(request.url())
  const scheme = url.split(':')[0] ?? ''
  const frame = request.isNavigationRequest() ? frameOf(request) : undefined
  if (frame === null) return await route.abort('aborted')
  if (frame !== undefined && !guard(frame.page(), { url, isMainFrame: frame.parentFrame() === null })) return await route.abort('aborted')
  if (!(await session.defaultSession.isAllowed(url, request.method()))) return await route.abort('blockedbyclient')
  const handler = protocol.handlers.get(scheme)
  if (handler === undefined) return await route.abort('internetdisconnected')
  const headers = new Headers(await request.allHeaders().catch(() => request.headers()))
  // The origin that the page has for the app.
  const origin = headers.get('origin')
  if (origin !== null) headers.set('origin', toApp(`${origin}/`).replace(/\/$/, ''))
  const body = request.postDataBuffer()
  const response = await handler(
    new Request(url, { method: request.method(), headers, ...(body === null ? {} : { body: new Uint8Array(body) }) }),
  )
  const bytes = Buffer.from(await response.arrayBuffer())
  // A page that closed meanwhile waits for nothing.
  await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: bytes }).catch(() => undefined)
}
