import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StudioError } from '../../../app/domain/errors.ts'
import { openLog, REDACTED } from '../../../app/platform/log.ts'
import { tempFolder } from '../../support/temp-library.ts'

async function linesOf(folder: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, 'drape.log'), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('the log', () => {
  it('redacts by the name of the key at any depth, in bindings and in errors', async () => {
    await using folder = await tempFolder()
    using log = openLog({ target: { folder: folder.path } })
    const child = log.child({ area: 'server', apiKey: 'k1' })
    const error = new StudioError('internal', 'went wrong', {
      cause: Object.assign(new Error('inner'), { headers: { Authorization: 'Bearer abc', cookie: 'c' } }),
    })
    child.info({ request: { headers: [{ 'X-Token': 't', accept: '*' }], password: 'p' }, key: 'k2', err: error }, 'a call')
    const text = await readFile(join(folder.path, 'drape.log'), 'utf8')
    for (const secret of ['k1', 'k2', 'Bearer abc', '"c"', '"t"', '"p"']) expect(text).not.toContain(secret)
    const [line] = await linesOf(folder.path)
    expect(line).toMatchObject({ level: 'info', area: 'server', apiKey: REDACTED, msg: 'a call', request: { headers: [{ accept: '*' }] } })
    expect(line?.['err']).toMatchObject({ code: 'internal', message: 'went wrong', cause: { message: 'inner' } })
  })

  it('rotates by size and keeps so many files', async () => {
    await using folder = await tempFolder()
    using log = openLog({ target: { folder: folder.path }, maxBytes: 500, keepFiles: 2 })
    for (let n = 0; n < 40; n++) log.info({ n }, 'line')
    expect((await readdir(folder.path)).sort()).toEqual(['drape.1.log', 'drape.2.log', 'drape.log'])
    expect((await linesOf(folder.path)).at(-1)).toMatchObject({ n: 39 })
  })

  it('leaves out what is below its level', async () => {
    await using folder = await tempFolder()
    using log = openLog({ target: { folder: folder.path }, level: 'warn' })
    log.info({}, 'no')
    log.warn({}, 'yes')
    expect((await linesOf(folder.path)).map((line) => line['msg'])).toEqual(['yes'])
  })
})
