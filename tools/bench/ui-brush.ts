import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { BRUSHED_MASKS, type BrushedMask } from '../../app/domain/brushed-mask.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../../tests/support/testdata.ts'
import { type BenchReport, percentile } from './report.ts'
import { openChromium, startHost, usable } from './ui-host.ts'

const PERSON = 'photos/persons/luma-wh11-blue_main.jpg'
const GARMENT = 'photos/garments/cds-longsleeve-4cd7315a.jpg'
/** One long stroke over each mask, in steps as a mouse of 60 Hz tells them. */
const STEPS = 150
const STEP_MS = 16

/** From the move of a brush to the garment laid by it on the screen, and what a move costs the page. */
export async function brushMasks(): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  const libraryFolder = await mkdtemp(join(tmpdir(), 'drape-bench-brush-'))
  const browser = await openChromium()
  const metrics: Record<string, number> = {}
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
    await at('toggle-brush').click()
    for (const mask of BRUSHED_MASKS) {
      await at('brush-mask-choice').selectOption(mask)
      await page.locator(`[data-testid=brush-mask][data-mask=${mask}]`).waitFor({ timeout: 60_000 })
      // The window of a garment's picture finds its size, and the picture at rest is drawn.
      await page.waitForTimeout(1000)
      const { latencyMs, pageMs, longSides } = await paintFor(page)
      const name = `brush${nameOf(mask)}`
      metrics[`${name}PageP95Ms`] = percentile(pageMs, 0.95)
      // Strokes over the person show with the next draft.
      if (mask === 'person') continue
      metrics[`${name}P50Ms`] = percentile(latencyMs, 0.5)
      metrics[`${name}P95Ms`] = percentile(latencyMs, 0.95)
      metrics[`${name}LongSideP50Px`] = percentile(longSides, 0.5)
    }
  }
  await browser.close()
  await rm(libraryFolder, { recursive: true, force: true })
  return { metrics, limits: { brushInFrontP95Ms: { max: 120 }, brushInFrontPageP95Ms: { max: 16 } } }
}

function nameOf(mask: BrushedMask): string {
  return { 'old-garment': 'OldGarment', arms: 'Arms', front: 'InFront', person: 'Person', garment: 'CutOut' }[mask]
}

interface Watched {
  readonly moves: { readonly x: number; readonly y: number; readonly ms: number }[]
  readonly pictures: { readonly x: number; readonly y: number; readonly ms: number; readonly longSide: number }[]
  readonly pageMs: number[]
}

async function paintFor(page: Page) {
  const box = await page.locator('[data-testid=brush-surface]').boundingBox()
  if (box === null) throw new Error('There is nothing to paint on')
  const goTo = (step: number): Promise<void> =>
    page.mouse.move(box.x + (0.45 + 0.12 * Math.sin(step / 12)) * box.width, box.y + (0.4 + step / 900) * box.height)
  await goTo(0)
  await page.evaluate(watch)
  await page.mouse.down()
  for (let step = 1; step <= STEPS; step++) {
    await goTo(step)
    await page.waitForTimeout(STEP_MS)
  }
  const { moves, pictures, pageMs } = await page.evaluate(() => (window as unknown as { watched: Watched }).watched)
  await page.mouse.up()
  await page.keyboard.press('ControlOrMeta+z')
  const latencyMs = pictures.flatMap(({ x, y, ms }) => {
    const move = moves.findLast((one) => one.ms <= ms && Math.abs(one.x - x) < 2e-5 && Math.abs(one.y - y) < 2e-5)
    return move === undefined ? [] : [ms - move.ms]
  })
  return { latencyMs, pageMs: pageMs.slice(2), longSides: pictures.map(({ longSide }) => longSide) }
}

/** Runs in the page: notes every move over the surface, what it took, and every picture with the last point of its last stroke. */
function watch(): void {
  const watched: Watched = { moves: [], pictures: [], pageMs: [] }
  const isFirst = !('watched' in window)
  Object.assign(window, { watched })
  if (!isFirst) return
  const now = (): Watched => (window as unknown as { watched: Watched }).watched
  const turn = new MessageChannel()
  let began = 0
  turn.port1.onmessage = () => now().pageMs.push(performance.now() - began)
  const move = ({ clientX, clientY, timeStamp }: PointerEvent): void => {
    const box = document.querySelector('[data-testid=brush-surface]')?.getBoundingClientRect()
    if (box === undefined) return
    began = performance.now()
    now().moves.push({ x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height, ms: timeStamp })
    turn.port2.postMessage(null)
  }
  addEventListener('pointermove', move, { capture: true })
  const note = (canvas: HTMLCanvasElement): void => {
    const text = canvas.dataset['corrections']
    const last = (JSON.parse(text ?? '{}') as { strokes?: { points: [number, number][] }[] }).strokes?.at(-1)?.points.at(-1)
    if (last === undefined) return
    now().pictures.push({ x: last[0], y: last[1], ms: performance.now(), longSide: Math.max(canvas.width, canvas.height) })
  }
  new MutationObserver((changes) => {
    for (const { target } of changes) if (target instanceof HTMLCanvasElement) note(target)
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-corrections'] })
}
