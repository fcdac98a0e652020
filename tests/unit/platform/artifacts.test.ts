import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { type ArtifactId, artifactId } from '../../../app/domain/ids.ts'
import { plane, type Raster, rgb8, rgba8 } from '../../../app/domain/raster.ts'
import { decodeRaster, encodeRaster } from '../../../app/domain/raster-file.ts'
import type { Artifacts } from '../../../app/pipeline/services.ts'
import { type ArtifactStore, artifactPath, hashOf, idOf, openArtifacts } from '../../../app/platform/artifacts.ts'
import { hashBytes } from '../../../app/platform/files.ts'
import { tempFolder } from '../../support/temp-library.ts'

const anyRaster: fc.Arbitrary<Raster> = fc
  .tuple(fc.constantFrom(1, 3, 4), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.infiniteStream(fc.nat(255)))
  .map(([channels, width, height, stream]) => {
    const values = [...stream.take(width * height * channels)]
    if (channels === 1)
      return plane(
        width,
        height,
        Float32Array.from(values, (value) => value / 255),
      )
    return channels === 3 ? rgb8(width, height, Uint8Array.from(values)) : rgba8(width, height, Uint8Array.from(values))
  })

describe('artifacts', () => {
  it('is what the pipeline asks for', () => {
    expectTypeOf<ArtifactStore>().toExtend<Artifacts>()
  })

  it('gives rasters back as they were, from memory and from the disk', async () => {
    await using folder = await tempFolder()
    const writer = openArtifacts(folder.path)
    await fc.assert(
      fc.asyncProperty(anyRaster, async (raster) => {
        const id = await writer.writeRaster(raster)
        expect(await writer.readRaster(id)).toEqual(raster)
        expect(await openArtifacts(folder.path, { cacheBytes: 0 }).readRaster(id)).toEqual(raster)
      }),
      { numRuns: 25 },
    )
  })

  it('is addressed by the SHA-256 of the file', async () => {
    await using folder = await tempFolder()
    const id = await openArtifacts(folder.path).writeRaster(rgb8(2, 1))
    const file = await readFile(artifactPath(folder.path, hashOf(id)))
    expect(idOf(hashBytes(file))).toBe(id)
  })

  it('does not share memory: changing what was read or written changes no artifact', async () => {
    await using folder = await tempFolder()
    const artifacts = openArtifacts(folder.path)
    const raster = rgb8(2, 1)
    const id = await artifacts.writeRaster(raster)
    raster.data.fill(9)
    const read = await artifacts.readRaster(id)
    read.data.fill(7)
    expect([...(await artifacts.readRaster(id)).data]).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('writes equal JSON once, whatever the order of its keys', async () => {
    await using folder = await tempFolder()
    const artifacts = openArtifacts(folder.path)
    const id = await artifacts.writeJson({ b: 1, a: [true, null, 'x'] })
    expect(await artifacts.writeJson({ a: [true, null, 'x'], b: 1 })).toBe(id)
    expect(await artifacts.readJson(id)).toEqual({ a: [true, null, 'x'], b: 1 })
  })

  it('tells a missing from a damaged file', async () => {
    await using folder = await tempFolder()
    const artifacts = openArtifacts(folder.path, { cacheBytes: 0 })
    const unknown: ArtifactId = artifactId.parse(`sha256-${'0'.repeat(64)}`)
    await expect(artifacts.readRaster(unknown)).rejects.toMatchObject({ code: 'asset.blob-missing' })
    await expect(artifacts.readBytes(unknown)).rejects.toMatchObject({ code: 'asset.blob-missing' })
    const raster = await artifacts.writeRaster(rgb8(4, 4))
    await truncate(artifactPath(folder.path, hashOf(raster)), 30)
    await expect(artifacts.readRaster(raster)).rejects.toMatchObject({ code: 'asset.blob-damaged' })
    const blob = await artifacts.writeBytes(Uint8Array.of(1, 2, 3))
    await writeFile(artifactPath(folder.path, hashOf(blob)), Uint8Array.of(1, 2, 4))
    await expect(artifacts.readBytes(blob)).rejects.toMatchObject({ code: 'asset.blob-damaged' })
  })

  it('writes again what power loss emptied', async () => {
    await using folder = await tempFolder()
    const artifacts = openArtifacts(folder.path, { cacheBytes: 0 })
    const id = await artifacts.writeBytes(Uint8Array.of(1, 2, 3))
    await truncate(artifactPath(folder.path, hashOf(id)), 0)
    await artifacts.writeBytes(Uint8Array.of(1, 2, 3))
    expect([...(await artifacts.readBytes(id))]).toEqual([1, 2, 3])
  })

  it('finds an original by its hash through a reference, and never outside of the library', async () => {
    await using folder = await tempFolder()
    const artifacts = openArtifacts(folder.path)
    const content = new TextEncoder().encode('an original')
    await writeFile(join(folder.path, 'photo.jpg'), content)
    await artifacts.writeReference(hashBytes(content), 'photo.jpg')
    expect(await artifacts.readBytes(idOf(hashBytes(content)))).toEqual(content)
    expect((await artifacts.locate(idOf(hashBytes(content))))?.sizeBytes).toBe(content.length)
    const other = hashBytes(new TextEncoder().encode('other'))
    await artifacts.writeReference(other, '../../etc/passwd')
    await expect(artifacts.readBytes(idOf(other))).rejects.toMatchObject({ code: 'request.forbidden' })
  })

  it('lets many writers of the same bytes end with one file and no left-overs', async () => {
    await using folder = await tempFolder()
    const stores = Array.from({ length: 8 }, () => openArtifacts(folder.path))
    const ids = await Promise.all(stores.map((store) => store.writeRaster(rgba8(64, 64))))
    expect(new Set(ids).size).toBe(1)
    expect(await readdir(join(folder.path, 'tmp'))).toEqual([])
  })
})

describe('raster files', () => {
  it('refuses headers that do not fit', () => {
    const file = encodeRaster(rgb8(3, 2))
    expect(decodeRaster(file.slice(0, 10))).toBeUndefined()
    expect(decodeRaster(file.slice(0, -1))).toBeUndefined()
    const foreign = file.slice()
    foreign[0] = 0
    expect(decodeRaster(foreign)).toBeUndefined()
    const odd = file.slice()
    odd[5] = 2
    expect(decodeRaster(odd)).toBeUndefined()
  })
})
