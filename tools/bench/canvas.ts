import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession, Page } from '@playwright/test'
import sharp from 'sharp'
import { hasTestdata, NO_TESTDATA, testdata } from '../../tests/support/testdata.ts'
import { exportBesideSharp } from './canvas-export.ts'
import { type MainThreadFrames, mainThreadFrames } from './main-thread-frames.ts'
import { type BenchReport, percentile } from './report.ts'
import { openChromium, startHost, usable } from './ui-host.ts'

const PHOTO = 'photos/persons/luma-ws04-green_main.jpg'
const SIZES = [
  { name: '2mp', width: 1270, height: 1575 },
  { name: '12mp', width: 3110, height: 3860 },
  { name: '24mp', width: 4400, height: 5456 },
] as const
const HAND_MS = 4000
const STEP_MS = 16

/** How the canvas of the Edit room keeps up with a hand on small and large pictures, how soon it shows them, and what exports cost beside sharp alone. */
export async function benchCanvas(folder: string): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  const photos = await mkdtemp(join(tmpdir(), 'drape-bench-canvas-'))
  const metrics: Record<string, number> = {}
  for (const { name, ...size } of SIZES) {
    const photo = join(photos, `${name}.jpg`)
    await sharp(testdata(PHOTO))
      .resize({ ...size, fit: 'fill' })
      .jpeg({ quality: 92 })
      .toFile(photo)
    Object.assign(
      metrics,
      prefixed(name, await onePicture(photo, join(folder, `${name}.png`))),
      prefixed(name, await exportBesideSharp(photo)),
    )
  }
  await rm(photos, { recursive: true })
  return { metrics, limits: { '24mp.brushWorkP95Ms': { max: 8 } } }
}

function prefixed(name: string, metrics: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).map(([key, value]) => [`${name}.${key}`, value]))
}

async function onePicture(photo: string, shot: string): Promise<Record<string, number>> {
  const libraryFolder = await mkdtemp(join(tmpdir(), 'drape-bench-canvas-library-'))
  const browser = await openChromium()
  try {
    await using host = await startHost(libraryFolder)
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${host.url}`)
    await usable({ waitFor: (selector) => page.locator(selector).waitFor({ state: 'attached' }) })
    await page.locator('[data-testid=rail-edit], a[href$="#edit"]').first().click()
    const startedMs = performance.now()
    await page.locator('[data-testid=edit-start-files]').setInputFiles(photo)
    await ready(page)
    const openMs = performance.now() - startedMs
    const cdp = await page.context().newCDPSession(page)
    const zoom = await whileHand(page, cdp, zoomWith)
    const drag = await whileHand(page, cdp, dragWith)
    await page.locator('[data-testid=tool-eraser]').click()
    const brush = await whileHand(page, cdp, dragWith)
    await ready(page)
    await page.screenshot({ path: shot })
    const heap = (await cdp.send('Runtime.getHeapUsage')) as { readonly usedSize: number; readonly backingStorageSize?: number }
    return {
      openMs,
      ...named('zoom', zoom),
      ...named('drag', drag),
      ...named('brush', brush),
      pageMb: (heap.usedSize + (heap.backingStorageSize ?? 0)) / 2 ** 20,
    }
  } finally {
    await browser.close()
    await rm(libraryFolder, { recursive: true, force: true })
  }
}

function named(name: string, { workMs, frames }: MainThreadFrames): Record<string, number> {
  if (frames < 30) throw new Error(`Only ${frames} frames of ${name} were seen`)
  return {
    [`${name}WorkP50Ms`]: percentile(workMs, 0.5),
    [`${name}WorkP95Ms`]: percentile(workMs, 0.95),
    [`${name}FramesPerSecond`]: (1000 * frames) / HAND_MS,
  }
}

/** Every pixel that is shown is there, and everything is saved. */
async function ready(page: Page): Promise<void> {
  await page.locator('[data-testid=edit-scene][data-pixels=ready]').waitFor({ timeout: 120_000 })
  await page.locator('[data-testid=edit-saved][data-saved=saved]').waitFor({ timeout: 120_000 })
}

type Hand = (page: Page, middle: { readonly x: number; readonly y: number }) => Promise<void>

async function whileHand(page: Page, cdp: CDPSession, hand: Hand): Promise<MainThreadFrames> {
  await ready(page)
  const box = await page.locator('[data-testid=edit-stage]').boundingBox()
  if (box === null) throw new Error('There is no stage')
  return await mainThreadFrames(cdp, () => hand(page, { x: box.x + box.width / 2, y: box.y + box.height / 2 }))
}

const zoomWith: Hand = async (page, { x, y }) => {
  await page.mouse.move(x, y)
  await page.keyboard.down('Control')
  await steadily(page, (step) => page.mouse.wheel(0, Math.sin(step / 20) > 0 ? -8 : 8))
  await page.keyboard.up('Control')
}

const dragWith: Hand = async (page, { x, y }) => {
  await page.mouse.move(x, y)
  await page.mouse.down()
  await steadily(page, (step) => page.mouse.move(x + 90 * Math.sin(step / 15), y + 60 * Math.sin(step / 23)))
  await page.mouse.up()
}

/** Moves as a mouse of 60 Hz tells them. */
async function steadily(page: Page, move: (step: number) => Promise<void>): Promise<void> {
  const startedMs = performance.now()
  for (let step = 0; performance.now() - startedMs < HAND_MS; step++) {
    await move(step)
    const leftMs = startedMs + (step + 1) * STEP_MS - performance.now()
    if (leftMs > 0) await page.waitForTimeout(leftMs)
  }
}
