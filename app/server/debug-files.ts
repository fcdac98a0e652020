import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import type { Raster } from '../domain/raster.ts'
import type { DraftedGarment, TryOnResult } from '../domain/try-on.ts'
import { type ArtifactStore, openArtifacts } from '../platform/artifacts.ts'

/** Writes the debug artifacts of a draft as files a person can open: rasters as PNG, data as JSON, and the timings. Of an outfit each garment has a folder. */
export async function writeDebugFiles(
  libraryFolder: string,
  { result, folder }: { readonly result: TryOnResult; readonly folder: string },
): Promise<void> {
  const artifacts = openArtifacts(libraryFolder)
  const { stages, totalMs, garments } = result
  for (const [index, garment] of garments.entries()) {
    const own = garments.length === 1 ? folder : join(folder, `${index + 1}-${garment.type}`)
    await mkdir(own, { recursive: true })
    await writeGarment(artifacts, garment, own)
  }
  await writeFile(join(folder, 'timings.json'), JSON.stringify({ totalMs, stages }, null, 1))
}

async function writeGarment(artifacts: ArtifactStore, garment: DraftedGarment, folder: string): Promise<void> {
  const { debug, facts, defects, qualityScore } = garment
  for (const [name, id] of Object.entries(debug)) {
    const raster = await artifacts.readRaster(id).catch(() => undefined)
    if (raster === undefined) await writeFile(join(folder, `${name}.json`), JSON.stringify(await artifacts.readJson(id), null, 1))
    else await toPng(raster).toFile(join(folder, `${name}.png`))
  }
  await writeFile(join(folder, 'quality.json'), JSON.stringify({ qualityScore, defects, facts }, null, 1))
}

function toPng(raster: Raster): Sharp {
  const { width, height, channels } = raster
  const data =
    raster.channels === 1 ? Uint8Array.from(raster.data, (share) => Math.round(Math.min(1, Math.max(0, share)) * 255)) : raster.data
  return sharp(data, { raw: { width, height, channels } }).png()
}
