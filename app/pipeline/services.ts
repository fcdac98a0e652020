import type { ArtifactId } from '../domain/ids.ts'
import type { JsonValue } from '../domain/json.ts'
import type { Raster } from '../domain/raster.ts'
import type { Eyes } from '../inference/eyes.ts'
import type { VideoTools } from '../media/video/capabilities.ts'

/** Derived files by content hash. Raw planes with a typed header; usable from every thread. */
export interface Artifacts {
  /** @throws StudioError `asset.blob-missing`, `asset.blob-damaged` */
  readRaster(id: ArtifactId): Promise<Raster>
  /** The raster is written, not kept: the caller may go on using it. */
  writeRaster(raster: Raster): Promise<ArtifactId>
  readJson(id: ArtifactId): Promise<JsonValue>
  writeJson(value: JsonValue): Promise<ArtifactId>
  /** Bytes of an original or of a derived file, by the SHA-256 of its content. */
  readBytes(id: ArtifactId): Promise<Uint8Array>
  writeBytes(bytes: Uint8Array): Promise<ArtifactId>
  /** Where bytes lie, for programs that read files; undefined when there are none. */
  locate(id: ArtifactId): Promise<{ readonly path: string; readonly sizeBytes: number } | undefined>
}

/** What a stage may use, wherever it runs. */
export interface Services {
  readonly artifacts: Artifacts
  readonly eyes: Eyes
  readonly video: VideoTools
}
