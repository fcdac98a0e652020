import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DEFAULT_PREFERENCES } from '../../../app/domain/preferences.ts'
import { openPreferences } from '../../../app/library/preference-file.ts'
import { silentLog } from '../../../app/platform/log.ts'
import { readLogTail } from '../../../app/platform/log-tail.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drape-preferences-'))
  await mkdir(join(folder, 'tmp'))
})
afterEach(() => rm(folder, { recursive: true }))

it('keeps changes over a restart, and the last of two made at once', async () => {
  const file = await openPreferences(folder, silentLog)
  expect(file.read()).toEqual(DEFAULT_PREFERENCES)
  await Promise.all([file.change({ language: 'he' }), file.change({ language: 'ar' }), file.change({ theme: 'light' })])
  expect((await openPreferences(folder, silentLog)).read()).toEqual({ language: 'ar', theme: 'light', shortcuts: {} })
})

it.each(['', '{', '{"theme":"pink"}', '[]'])('starts with the defaults over %j', async (content) => {
  await writeFile(join(folder, 'preferences.json'), content)
  const file = await openPreferences(folder, silentLog)
  expect(file.read()).toEqual(DEFAULT_PREFERENCES)
  await file.change({ theme: 'light' })
  expect(JSON.parse(await readFile(join(folder, 'preferences.json'), 'utf8'))).toMatchObject({ theme: 'light' })
})

it('reads the end of a log backwards, without torn lines', async () => {
  await writeFile(join(folder, 'drape.log'), '{"msg":"one"}\nno json\n{"msg":"two"}\n{"msg":"to')
  expect((await readLogTail(folder)).map((line) => line['msg'])).toEqual(['two', 'one'])
  expect(await readLogTail(join(folder, 'nowhere'))).toEqual([])
})
