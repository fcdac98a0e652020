import { describe, expect, it } from 'vitest'
import { getStored } from '../../app/library/assets.ts'
import { sweepArtifacts } from '../../app/library/sweep-artifacts.ts'
import { createJobStore } from '../../app/queue/store.ts'
import { writeSmallJpeg } from '../support/generated-images.ts'
import { importFile, systemClock, tempFolder, tempLibrary } from '../support/temp-library.ts'

describe('sweeping derived files', () => {
  it('takes what nothing names and is old, and leaves thumbnails, what jobs name, and what is new', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const { library } = temp
    const { asset } = await importFile(library, await writeSmallJpeg(`${source.path}/a.jpg`, 1))
    const loose = await library.artifacts.writeBytes(Uint8Array.of(1, 2, 3))
    const named = await library.artifacts.writeJson({ used: true })
    const store = createJobStore(library.db, { clock: systemClock, random: Math.random })
    store.enqueue({ kind: 'pose', slot: 's', title: 't', payload: { input: named }, payloadVersion: 1, maxAttempts: 1 })

    expect(await sweepArtifacts(library)).toEqual({ files: 0, sizeBytes: 0 })
    expect(await sweepArtifacts(library, { minAgeMs: -60_000 })).toEqual({ files: 1, sizeBytes: 3 })
    expect(await library.artifacts.locate(loose)).toBeUndefined()
    expect(await library.artifacts.readJson(named)).toEqual({ used: true })
    const { thumbnails } = getStored(library, asset.id)
    expect(await library.artifacts.locate(thumbnails.small)).toBeDefined()
    expect(await library.artifacts.locate(thumbnails.large)).toBeDefined()
  })
})
