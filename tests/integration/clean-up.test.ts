import { utimes } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { cleanUp } from '../../app/jobs/clean-up.ts'
import type { JobServices } from '../../app/jobs/services.ts'
import { getStored } from '../../app/library/assets.ts'
import { measureStorage } from '../../app/library/measure-storage.ts'
import { openMemo } from '../../app/library/memo.ts'
import type { Library } from '../../app/library/open-library.ts'
import { writeSmallJpeg } from '../support/generated-images.ts'
import { importFile, tempFolder, tempLibrary } from '../support/temp-library.ts'

const HOUR_MS = 3_600_000

const run = (library: Library, seen: number[]) =>
  cleanUp.run({}, {
    services: { library } as JobServices,
    signal: new AbortController().signal,
    progress: (fraction: number) => void seen.push(fraction),
  } as never)

it('forgets old steps with their files, and keeps thumbnails, originals and what was just made', async () => {
  await using temp = await tempLibrary()
  await using source = await tempFolder()
  const { library } = temp
  const { asset } = await importFile(library, await writeSmallJpeg(`${source.path}/a.jpg`, 1))
  const memo = openMemo(library)
  const [old, fresh] = [await library.artifacts.writeJson({ step: 'old' }), await library.artifacts.writeJson({ step: 'fresh' })]
  await memo.write('stage:old', { output: old })
  await memo.write('stage:fresh', { output: fresh })
  const longAgo = Date.now() - 2 * HOUR_MS
  library.db.prepare(`UPDATE stage_memo SET made_at = ? WHERE key = 'stage:old'`).run(longAgo)
  await utimes((await library.artifacts.locate(old))?.path ?? '', longAgo / 1000, longAgo / 1000)
  const signal = new AbortController().signal
  const before = await measureStorage(library.folder, signal)

  const seen: number[] = []
  const report = await run(library, seen)
  expect(report.files).toBe(1)
  expect(seen.every((fraction) => fraction >= 0 && fraction < 1)).toBe(true)
  expect(await memo.read('stage:old')).toBeUndefined()
  expect(await memo.read('stage:fresh')).toEqual({ output: fresh })
  expect(await library.artifacts.locate(getStored(library, asset.id).thumbnails.small)).toBeDefined()

  const after = await measureStorage(library.folder, signal)
  const bytesOf = (use: typeof before, kind: string): number => use.kinds.find((one) => one.kind === kind)?.sizeBytes ?? 0
  expect(bytesOf(before, 'derived') - bytesOf(after, 'derived')).toBe(report.sizeBytes)
  expect(bytesOf(after, 'originals')).toBe(bytesOf(before, 'originals'))
})
