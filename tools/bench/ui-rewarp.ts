import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { hasTestdata, NO_TESTDATA, testdata } from '../../tests/support/testdata.ts'
import { type BenchReport, percentile } from './report.ts'
import { openChromium, startHost, usable } from './ui-host.ts'

const PERSON = 'photos/persons/luma-wh11-blue_main.jpg'
const GARMENT = 'photos/garments/cds-longsleeve-4cd7315a.jpg'
/** A hand that pulls at a point without a rest, in steps as a mouse of 60 Hz tells them. */
const DRAG_MS = 15_000
const STEP_MS = 16

/** From the move of the pointer to the garment laid by it on the screen, while the core makes one draft after another. */
export async function rewarpWhileDrafting(): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  const libraryFolder = await mkdtemp(join(tmpdir(), 'drape-bench-rewarp-'))
  const browser = await openChromium()
  let measured: Awaited<ReturnType<typeof dragFor>>
  let drafts: number
  {
    await using host = await startHost(libraryFolder)
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(host.url)
    await usable({ waitFor: (selector) => page.locator(selector).waitFor({ state: 'attached' }) })
    const at = (id: string) => page.locator(`[data-testid=${id}]`)
    await at('person-slot-input').setInputFiles(testdata(PERSON))
    await at('person-picture').waitFor()
    await at('garment-slot-input').setInputFiles(testdata(GARMENT))
    await at('garment-picture').waitFor()
    await at('draft').click()
    await at('draft-picture').waitFor({ timeout: 60_000 })
    await page.getByRole('radio').first().click()
    await at('toggle-anchors').click()
    await at('handle-hem-left').waitFor()
    const busy = new AbortController()
    const drafting = draftUntil(page, busy.signal)
    measured = await dragFor(page, DRAG_MS)
    busy.abort()
    drafts = await drafting
  }
  await browser.close()
  await rm(libraryFolder, { recursive: true, force: true })
  if (drafts < 1) throw new Error('No draft was made meanwhile')
  const { latencyMs, longSides } = measured
  if (latencyMs.length < 30) throw new Error(`Only ${latencyMs.length} pictures were shown`)
  return {
    metrics: {
      rewarpP95Ms: percentile(latencyMs, 0.95),
      rewarpP50Ms: percentile(latencyMs, 0.5),
      rewarpMaxMs: percentile(latencyMs, 1),
      rewarpPicturesPerSecond: (1000 * latencyMs.length) / DRAG_MS,
      rewarpLongSideP50Px: percentile(longSides, 0.5),
      rewarpDraftsMeanwhile: drafts,
    },
    limits: { rewarpP95Ms: { max: 120 } },
  }
}

/** Drafts that no memo knows, one after another: each at another working size. @returns how many ended */
async function draftUntil(page: Page, signal: AbortSignal): Promise<number> {
  const ask = async <T>(name: string, input: unknown): Promise<T> => {
    const origin = new URL(page.url()).origin
    const response = await page.request.post(`${origin}/rpc/${name}`, { data: input, headers: { origin } })
    if (!response.ok()) throw new Error(`${name}: ${await response.text()}`)
    return ((await response.json()) as { readonly value: T }).value
  }
  const { assets } = await ask<{ assets: { id: string; name: string }[] }>('library.list', { origin: 'import', limit: 10 })
  const idOf = (path: string) => assets.find(({ name }) => path.includes(name))?.id
  let ended = 0
  for (let size = 1535; !signal.aborted; size--) {
    const { jobId } = await ask<{ jobId: string }>('tryon.start', {
      personId: idOf(PERSON),
      garmentId: idOf(GARMENT),
      options: { workingLongSide: size },
    })
    for (let state = 'queued'; !['succeeded', 'failed'].includes(state); ) {
      await page.waitForTimeout(100)
      state = (await ask<{ state: string }>('jobs.get', { id: jobId })).state
    }
    ended++
  }
  return ended
}

interface Watched {
  readonly moves: { readonly x: number; readonly ms: number }[]
  readonly pictures: { readonly share: number; readonly ms: number; readonly longSide: number }[]
}

async function dragFor(page: Page, durationMs: number): Promise<{ readonly latencyMs: number[]; readonly longSides: number[] }> {
  const box = await page.locator('[data-testid=handle-hem-left]').boundingBox()
  const shown = await page.locator('[data-testid=draft-picture]').boundingBox()
  if (box === null || shown === null) throw new Error('There is nothing to drag')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.evaluate(watch)
  const startedMs = performance.now()
  // Back and forth, never twice in one place: each picture tells which move it is of.
  for (let step = 0; performance.now() - startedMs < durationMs; step++) {
    const nextMs = startedMs + step * STEP_MS
    await page.mouse.move(x - 50 * Math.sin(step / 25) - step * 1e-3, y + 20 * Math.sin(step / 40))
    if (nextMs > performance.now()) await page.waitForTimeout(nextMs - performance.now())
  }
  const { moves, pictures } = await page.evaluate(() => (window as unknown as { watched: Watched }).watched)
  await page.mouse.up()
  const [firstMove] = moves
  const [firstPicture] = pictures
  if (firstMove === undefined || firstPicture === undefined) throw new Error('Nothing was laid')
  // Shares of the picture and pixels of the screen differ by a factor and an offset; the offset is that of the handle.
  const handle = (x - shown.x) / shown.width
  const latencyMs: number[] = []
  for (const { share, ms } of pictures) {
    const at = x + (share - handle) * shown.width
    const move = moves.findLast((one) => one.ms <= ms && Math.abs(one.x - at) < 0.05)
    if (move !== undefined) latencyMs.push(ms - move.ms)
  }
  return { latencyMs, longSides: pictures.map(({ longSide }) => longSide) }
}

/** Runs in the page: notes every move of the pointer and every picture that is shown. */
function watch(): void {
  const watched: Watched = { moves: [], pictures: [] }
  Object.assign(window, { watched })
  addEventListener('pointermove', ({ clientX, timeStamp }) => watched.moves.push({ x: clientX, ms: timeStamp }), { capture: true })
  const note = (canvas: Element): void => {
    const text = (canvas as HTMLElement).dataset['corrections']
    if (text === undefined) return
    const [anchor] = (JSON.parse(text) as { anchors: { x: number }[] }).anchors
    const { width, height } = canvas as HTMLCanvasElement
    if (anchor !== undefined) watched.pictures.push({ share: anchor.x, ms: performance.now(), longSide: Math.max(width, height) })
  }
  new MutationObserver((changes) => {
    for (const { target } of changes) if (target instanceof HTMLCanvasElement) note(target)
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-corrections'] })
}
