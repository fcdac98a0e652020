import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../domain/errors.ts'
import { type ArtifactId, artifactId, type ContentHash, contentHash } from '../domain/ids.ts'
import { canonicalJson, type JsonValue, jsonValue } from '../domain/json.ts'
import type { Raster } from '../domain/raster.ts'
import { decodeRaster, encodeRaster } from '../domain/raster-file.ts'
import { hashBytes, isMissing, storageError, writeScratch } from './files.ts'
import { resolveInside } from './safe-path.ts'

/** Derived files by the SHA-256 of their bytes, as the pipeline's `Artifacts` port wants them, and references to originals. */
export interface ArtifactStore {
  /** @returns a copy of its own: the caller may change it. */
  readRaster(id: ArtifactId): Promise<Raster>
  writeRaster(raster: Raster): Promise<ArtifactId>
  readJson(id: ArtifactId): Promise<JsonValue>
  writeJson(value: JsonValue): Promise<ArtifactId>
  readBytes(id: ArtifactId): Promise<Uint8Array>
  writeBytes(bytes: Uint8Array): Promise<ArtifactId>
  /** Lets `readBytes` find an original or result, which lives under a readable name (relative to the library, `/` separated). */
  writeReference(hash: ContentHash, relativePath: string): Promise<void>
  /** Where the bytes lie and how many they are; undefined when there are none. */
  locate(id: ArtifactId): Promise<{ readonly path: string; readonly sizeBytes: number } | undefined>
}

const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024

/**
 * Opens the store of a library folder: `artifacts/ab/cdef...`. Needs no database and takes no lock, so each thread opens
 * its own; two that write the same bytes write the same name. Files appear by rename, without fsync: they can be made again.
 *
 * Reads throw `asset.blob-missing` when there is no such file and `asset.blob-damaged` when its size disagrees with the
 * header (rasters) or its hash with the id (JSON, bytes). Writes throw `storage.full`, `storage.failed`.
 *
 * @param options.cacheBytes memory for the latest rasters, so that a stage that follows another does not read the disk.
 */
export function openArtifacts(libraryFolder: string, options: { readonly cacheBytes?: number } = {}): ArtifactStore {
  const cache = createByteCache(options.cacheBytes ?? DEFAULT_CACHE_BYTES)
  const tempFolder = join(libraryFolder, 'tmp')
  const pathOf = (hash: string): string => artifactPath(libraryFolder, hash)

  const store = async (parts: readonly Uint8Array[], hash: ContentHash): Promise<ArtifactId> => {
    const path = pathOf(hash)
    const sizeBytes = parts.reduce((sum, part) => sum + part.byteLength, 0)
    // The same name with another size is what power loss leaves of a file that was not fsynced: write it again.
    if ((await sizeOf(path)) !== sizeBytes) await writeScratch({ path, parts, tempFolder })
    return idOf(hash)
  }
  const readChecked = async (id: ArtifactId): Promise<Uint8Array> => {
    const bytes = (await readIfThere(pathOf(hashOf(id)))) ?? (await readReferenced(libraryFolder, pathOf(hashOf(id))))
    if (bytes === undefined) throw missing(id)
    if (hashBytes(bytes) !== hashOf(id)) throw damaged(id)
    return bytes
  }

  return {
    async readRaster(id) {
      const cached = cache.get(id)
      if (cached !== undefined) return decodeRaster(cached.slice()) ?? fail(damaged(id))
      const bytes = await readIfThere(pathOf(hashOf(id)))
      if (bytes === undefined) throw missing(id)
      const raster = decodeRaster(bytes)
      if (raster === undefined) throw damaged(id)
      cache.put(id, bytes.slice())
      return raster
    },
    async writeRaster(raster) {
      const file = encodeRaster(raster)
      const id = await store([file], hashBytes(file))
      cache.put(id, file)
      return id
    },
    async readJson(id) {
      return jsonValue.parse(JSON.parse(new TextDecoder().decode(await readChecked(id))))
    },
    async writeJson(value) {
      const bytes = new TextEncoder().encode(canonicalJson(value))
      return store([bytes], hashBytes(bytes))
    },
    readBytes: readChecked,
    writeBytes: (bytes) => store([bytes], hashBytes(bytes)),
    async writeReference(hash, relativePath) {
      const bytes = new TextEncoder().encode(relativePath)
      await writeScratch({ path: pathOf(hash) + REFERENCE_SUFFIX, parts: [bytes], tempFolder })
    },
    async locate(id) {
      const own = pathOf(hashOf(id))
      const ownSize = await sizeOf(own)
      // An empty file is what power loss leaves of one that was not fsynced.
      if (ownSize !== undefined && ownSize > 0) return { path: own, sizeBytes: ownSize }
      const referenced = await referencedPath(libraryFolder, own)
      const size = referenced === undefined ? undefined : await sizeOf(referenced)
      return referenced === undefined || size === undefined ? undefined : { path: referenced, sizeBytes: size }
    },
  }
}

/** Ending of a file that names an original in place of holding bytes. */
export const REFERENCE_SUFFIX = '.ref'

/** Where a derived file with this hash lies. */
export function artifactPath(libraryFolder: string, hash: string): string {
  return join(libraryFolder, 'artifacts', hash.slice(0, 2), hash.slice(2))
}

/** The artifact id of a content hash. */
export function idOf(hash: ContentHash): ArtifactId {
  return artifactId.parse(`sha256-${hash}`)
}

/** The content hash in an artifact id. */
export function hashOf(id: ArtifactId): ContentHash {
  return contentHash.parse(id.slice('sha256-'.length))
}

interface ByteCache {
  get(key: string): Uint8Array | undefined
  put(key: string, bytes: Uint8Array): void
}

/** Least recently used out first, by bytes. A `Map` keeps insertion order, so the first key is the oldest. */
function createByteCache(capacityBytes: number): ByteCache {
  const entries = new Map<string, Uint8Array>()
  let held = 0
  const drop = (key: string): void => {
    held -= entries.get(key)?.byteLength ?? 0
    entries.delete(key)
  }
  return {
    get(key) {
      const bytes = entries.get(key)
      if (bytes === undefined) return undefined
      entries.delete(key)
      entries.set(key, bytes)
      return bytes
    },
    put(key, bytes) {
      drop(key)
      if (bytes.byteLength > capacityBytes) return
      entries.set(key, bytes)
      held += bytes.byteLength
      for (const oldest of entries.keys()) {
        if (held <= capacityBytes) break
        drop(oldest)
      }
    },
  }
}

async function readReferenced(libraryFolder: string, path: string): Promise<Uint8Array | undefined> {
  const target = await referencedPath(libraryFolder, path)
  return target === undefined ? undefined : readIfThere(target)
}

async function referencedPath(libraryFolder: string, path: string): Promise<string | undefined> {
  const reference = await readIfThere(path + REFERENCE_SUFFIX)
  if (reference === undefined || reference.byteLength === 0) return undefined
  return resolveInside(libraryFolder, new TextDecoder().decode(reference))
}

/** Reads into a buffer of its own, so that a view at a multiple of four is aligned and can be transferred. */
async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(path)
    return bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength ? new Uint8Array(bytes.buffer) : Uint8Array.from(bytes)
  } catch (thrown) {
    if (isMissing(thrown)) return undefined
    throw storageError(thrown, path)
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch (thrown) {
    if (isMissing(thrown)) return undefined
    throw storageError(thrown, path)
  }
}

function missing(id: ArtifactId): StudioError {
  return new StudioError('asset.blob-missing', 'A stored file is missing', { details: { artifact: id } })
}

function damaged(id: ArtifactId): StudioError {
  return new StudioError('asset.blob-damaged', 'A stored file does not hold what was written', { details: { artifact: id } })
}

function fail(error: StudioError): never {
  throw error
}
