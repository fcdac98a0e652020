import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, platform, release, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import type { Inspection } from '../contract/host.ts'
import type { Db } from '../db/open.ts'
import { StudioError } from '../domain/errors.ts'
import { listModels, type ModelFacts } from '../inference/manifest.ts'
import { readModelFile } from '../inference/model-files.ts'
import { openVideoTools } from '../pipeline/open-video-tools.ts'
import { findProgram } from '../platform/find-program.ts'

/** What the studio found on this machine. Reads every model file to check its digest: 40 MB, about a tenth of a second. */
export async function inspect(parts: {
  readonly version: string
  readonly modelFolder: string | null
  readonly db: Db
}): Promise<Inspection> {
  const [ffmpeg, models] = await Promise.all([
    ffmpegVersion(),
    Promise.all(listModels().map((facts) => modelState(facts, parts.modelFolder))),
  ])
  const sqlite = parts.db.prepare<[], { version: string }>(/* sql */ 'SELECT sqlite_version() AS version').get()?.version ?? ''
  return {
    system: { platform: platform(), release: release(), arch: process.arch, cpuCount: cpus().length, memoryBytes: totalmem() },
    versions: [
      { name: 'Drape', version: parts.version },
      { name: 'Node.js', version: process.versions.node },
      ...(process.versions['electron'] === undefined ? [] : [{ name: 'Electron', version: process.versions['electron'] }]),
      { name: 'SQLite', version: sqlite },
      { name: 'sharp', version: sharp.versions.sharp ?? '' },
      { name: 'libvips', version: sharp.versions.vips },
      { name: 'ONNX Runtime', version: packageVersion('onnxruntime-node') },
    ],
    models,
    programs: [{ name: 'ffmpeg', version: ffmpeg }],
  }
}

/** Of the one that clips are read with; null where there is none, or none of its companion ffprobe. */
async function ffmpegVersion(): Promise<string | null> {
  const programs = await openVideoTools(process.env)
    .programs()
    .catch(() => null)
  return programs === null ? null : findProgram(programs.ffmpeg, '-version')
}

async function modelState(facts: ModelFacts, folder: string | null): Promise<Inspection['models'][number]> {
  const { name, sizeBytes, licence } = facts
  try {
    await readModelFile(facts, folder)
    return { name, sizeBytes, licence, state: 'fine' }
  } catch (thrown) {
    const isMissing = thrown instanceof StudioError && thrown.details['reason'] === 'missing'
    return { name, sizeBytes, licence, state: isMissing ? 'missing' : 'damaged' }
  }
}

/** Read from the package's own file: loading the library only to ask for its version would cost this thread 30 MB. */
function packageVersion(name: string): string {
  const entry = createRequire(import.meta.url).resolve(`${name}/package.json`)
  return (JSON.parse(readFileSync(join(dirname(entry), 'package.json'), 'utf8')) as { version: string }).version
}
