import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession, Page } from '@playwright/test'
import sharp from 'sharp'
import { inTransaction } from '../../app/db/open.ts'
import { type ArtifactId, assetId, contentHash, createId } from '../../app/domain/ids.ts'
import { insertAssetRow } from '../../app/library/asset-rows.ts'
import { openLibrary } from '../../app/library/open-library.ts'
import { type BenchReport, percentile } from './report.ts'
import { openChromium, startHost, usable } from './ui-host.ts'

const PICTURES = 10_000
/** Each picture has an address of its own, so each is fetched and decoded; this many of them differ in their bytes. */
const THUMBNAILS = 200
const ROUNDS = 3
/** Pixels a frame: the whole gallery in about half a minute, faster than anybody looks. */
const PACE_PX = 160

interface Round {
  readonly frameMs: readonly number[]
  readonly longTasks: number
  readonly shown: number
  readonly pixels: number
}

interface MeasuredRound extends Round {
  /** Processor time of the page's main thread. */
  readonly mainThreadMs: number
}

/** Scrolls through a gallery of 10,000 pictures, from one end to the other, and watches the frames. */
export async function scrollGallery(): Promise<BenchReport> {
  const libraryFolder = await mkdtemp(join(tmpdir(), 'drape-bench-scroll-'))
  await fillLibrary(libraryFolder)
  const rounds: MeasuredRound[] = []
  {
    await using host = await startHost(libraryFolder)
    const browser = await openChromium()
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(host.url)
    await usable(page)
    for (let round = 0; round < ROUNDS; round++) rounds.push(await scrollOnce(page))
    await browser.close()
  }
  await rm(libraryFolder, { recursive: true, force: true })
  const best = rounds.toSorted((a, b) => percentile(a.frameMs, 0.95) - percentile(b.frameMs, 0.95) || a.longTasks - b.longTasks)[0]
  if (best === undefined) throw new Error('No round ran')
  return {
    metrics: {
      scrollFrameP95Ms: percentile(best.frameMs, 0.95),
      scrollFrameP50Ms: percentile(best.frameMs, 0.5),
      scrollFrameMaxMs: percentile(best.frameMs, 1),
      scrollLongTasks: best.longTasks,
      // Time of the processor, which a busy machine does not stretch.
      scrollMainThreadMsPerFrame: best.mainThreadMs / best.frameMs.length,
      scrollFrames: best.frameMs.length,
      scrollPictures: best.shown,
      scrollWorstRoundP95Ms: Math.max(...rounds.map((round) => percentile(round.frameMs, 0.95))),
    },
    // A row that passes while a frame is late is never drawn; all the others were.
    limits: { scrollFrameP95Ms: { max: 20 }, scrollLongTasks: { max: 0 }, scrollPictures: { min: PICTURES * 0.99 } },
  }
}

/** Rows as imports would have entered them, and thumbnails; the originals are not looked at while one scrolls. */
async function fillLibrary(folder: string): Promise<void> {
  const clock = { now: () => Date.now() }
  const library = await openLibrary({ folder, clock, random: Math.random })
  const thumbnails: ArtifactId[] = []
  for (let seed = 0; seed < THUMBNAILS; seed++) thumbnails.push(await library.artifacts.writeBytes(await makeThumbnail(seed)))
  inTransaction(library.db, () => {
    for (let index = 0; index < PICTURES; index++) {
      const thumbnail = thumbnails[index % THUMBNAILS] as ArtifactId
      insertAssetRow(
        library.db,
        {
          id: assetId.parse(createId('ast', clock, Math.random)),
          origin: 'import',
          name: `look ${index}.jpg`,
          path: `originals/2026/look ${index}.jpg`,
          type: 'image/jpeg',
          hash: contentHash.parse(createHash('sha256').update(`look ${index}`).digest('hex')),
          sizeBytes: 3_000_000,
          width: 2400,
          height: 3000,
          frames: 1,
          createdAt: 1_700_000_000_000 + index * 1000,
          lineage: null,
          thumbnails: { small: thumbnail, large: thumbnail },
          attachments: [],
        },
        { trashedAt: null, rating: index % 6, flag: index % 9 === 0 ? 'pick' : index % 11 === 0 ? 'reject' : null },
      )
    }
  })
  library.close()
}

/** As large as the library's own small thumbnails, with structure and grain: smooth gradients decode faster than any photo. */
async function makeThumbnail(seed: number): Promise<Uint8Array> {
  const size = { width: 205, height: 256 }
  const grain = await sharp({ create: { ...size, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 14 } } })
    .png()
    .toBuffer()
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="205" height="256"><circle cx="${50 + (seed % 110)}" cy="130" r="70" fill="hsl(${seed * 37} 60% 50%)" fill-opacity=".7"/></svg>`
  return sharp(grain)
    .composite([{ input: Buffer.from(svg) }])
    .webp({ quality: 80 })
    .toBuffer()
}

async function scrollOnce(page: Page): Promise<MeasuredRound> {
  // Everything anew: the pictures are asked for, fetched and decoded while they are scrolled to.
  await page.goto(new URL('/#gallery', page.url()).href)
  await page.reload()
  await usable(page)
  await page.locator('[data-testid=picture]').first().waitFor()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const beforeMs = await mainThreadMs(devtools)
  const round = await page.evaluate(watchFrames, { pacePx: PACE_PX })
  const afterMs = await mainThreadMs(devtools)
  await devtools.detach()
  const shown = await page.evaluate(() => document.querySelector('[data-testid=count]')?.textContent ?? '')
  if (round.pixels < 100_000) throw new Error(`Only ${round.pixels} pixels were scrolled, ${shown}`)
  return { ...round, mainThreadMs: afterMs - beforeMs }
}

async function mainThreadMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
}

/** Runs in the page: scrolls a step a frame to the very end, and waits at most three seconds for pictures that are on their way. */
async function watchFrames({ pacePx }: { readonly pacePx: number }): Promise<Round> {
  const grid = document.querySelector('[data-testid=grid]')
  if (grid === null) throw new Error('There is no grid')
  let longTasks = 0
  const observer = new PerformanceObserver((list) => {
    longTasks += list.getEntries().length
  })
  observer.observe({ entryTypes: ['longtask'] })
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
  const frameMs: number[] = []
  const seen = new Set<string>()
  let before = await frame()
  while (grid.scrollTop + grid.clientHeight < grid.scrollHeight - 1) {
    grid.scrollTop += pacePx
    const now = await frame()
    frameMs.push(now - before)
    before = now
    for (const cell of grid.querySelectorAll<HTMLElement>('[data-testid=picture]')) seen.add(cell.dataset['id'] ?? '')
  }
  observer.disconnect()
  return { frameMs, longTasks, shown: seen.size, pixels: grid.scrollTop }
}
