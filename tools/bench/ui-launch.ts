import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchReport } from './report.ts'
import { openChromium, startHost, usable } from './ui-host.ts'

const ROUNDS = 3

/** From starting the host to a page that can be worked with, over a library and a browser cache that were used before. */
export async function launchToUsable(): Promise<BenchReport> {
  const libraryFolder = await mkdtemp(join(tmpdir(), 'drape-bench-launch-'))
  const browser = await openChromium()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const rounds: { readonly hostMs: number; readonly pageMs: number }[] = []
  // The first round makes the library and fills the caches.
  for (let round = 0; round <= ROUNDS; round++) {
    const startedMs = performance.now()
    await using host = await startHost(libraryFolder)
    const hostedMs = performance.now()
    const page = await context.newPage()
    await page.goto(host.url)
    await usable(page)
    if (round > 0) rounds.push({ hostMs: hostedMs - startedMs, pageMs: performance.now() - hostedMs })
    await page.close()
  }
  await browser.close()
  await rm(libraryFolder, { recursive: true, force: true })
  const best = rounds.toSorted((a, b) => a.hostMs + a.pageMs - b.hostMs - b.pageMs)[0] ?? { hostMs: Number.NaN, pageMs: Number.NaN }
  return {
    metrics: { launchMs: best.hostMs + best.pageMs, launchHostMs: best.hostMs, launchPageMs: best.pageMs },
    limits: { launchMs: { max: 1500 } },
  }
}
