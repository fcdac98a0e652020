import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { openTempStudio } from '../temp-studio.ts'
import { type BenchReport, median } from './report.ts'

const PHOTOS = 24
const SIZE = { width: 4000, height: 3000 }

/** Photos per second, twelve megapixels each, from the command to the stored asset with both thumbnails. */
export async function benchImport(): Promise<BenchReport> {
  const photos = await mkdtemp(join(tmpdir(), 'drape-bench-photos-'))
  for (let i = 0; i < PHOTOS; i++) await makePhoto(join(photos, `photo-${i}.jpg`), i)
  const rates: number[] = []
  for (let round = 0; round < 3; round++) {
    await using studio = await openTempStudio()
    // The worker threads start with the first picture; what is measured is the work, not their start.
    const startedMs = performance.now()
    const { jobId } = await studio.core.client['library.import-paths']({ paths: [photos] })
    const job = await studio.finished(jobId)
    const { imported } = job.result as unknown as { imported: unknown[] }
    if (imported.length !== PHOTOS) throw new Error(`${imported.length} of ${PHOTOS} photos came in`)
    rates.push(PHOTOS / ((performance.now() - startedMs) / 1000))
  }
  await rm(photos, { recursive: true })
  return {
    metrics: { photosPerSecond: median(rates), megapixels: (SIZE.width * SIZE.height) / 1e6 },
    limits: { photosPerSecond: { min: 2 } },
  }
}

/** A picture with structure and grain: smooth gradients would compress and decode faster than any photo. */
async function makePhoto(path: string, seed: number): Promise<void> {
  const grain = await sharp({ create: { ...SIZE, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 18 } } })
    .jpeg()
    .toBuffer()
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}"><circle cx="${700 + seed * 90}" cy="1500" r="900" fill="hsl(${seed * 15} 60% 50%)" fill-opacity=".6"/></svg>`
  await sharp(grain)
    .composite([{ input: Buffer.from(svg) }])
    .jpeg({ quality: 88 })
    .toFile(path)
}
