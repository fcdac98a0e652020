import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendLine,
  createTempFolder,
  hashBytes,
  hashFile,
  stageFile,
  storageError,
  sweepTemp,
  writePrecious,
  writeScratch,
} from '../../../app/platform/files.ts'
import { resolveInside, safeFileName } from '../../../app/platform/safe-path.ts'
import { tempFolder } from '../../support/temp-library.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a precious write', () => {
  it('leaves the whole file, its hash and no temp file', async () => {
    await using folder = await tempFolder()
    const path = join(folder.path, 'a', 'b.txt')
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield bytes('hello ')
      yield bytes('world')
    }
    const written = await writePrecious({ path, source: chunks(), tempFolder: join(folder.path, 'tmp') })
    expect(await readFile(path, 'utf8')).toBe('hello world')
    expect(written).toEqual({ hash: hashBytes(bytes('hello world')), sizeBytes: 11 })
    expect(await hashFile(path)).toEqual(written)
    expect(await readdir(join(folder.path, 'tmp'))).toEqual([])
  })

  it('keeps the old file when the source breaks off', async () => {
    await using folder = await tempFolder()
    const path = join(folder.path, 'kept.txt')
    await writeFile(path, 'old')
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield bytes('new')
      throw new Error('cable pulled')
    }
    await expect(writePrecious({ path, source: broken() })).rejects.toMatchObject({ code: 'storage.failed' })
    expect(await readFile(path, 'utf8')).toBe('old')
    expect(await readdir(folder.path)).toEqual(['kept.txt'])
  })

  it('stops at the byte limit and on abort, leaving nothing', async () => {
    await using folder = await tempFolder()
    await expect(stageFile({ tempFolder: folder.path, source: bytes('12345'), maxBytes: 4 })).rejects.toMatchObject({
      code: 'request.too-large',
    })
    const controller = new AbortController()
    controller.abort()
    await expect(stageFile({ tempFolder: folder.path, source: bytes('1'), signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
    expect(await readdir(folder.path)).toEqual([])
  })
})

describe('lines and temp files', () => {
  it('starts a fresh line after one that was torn', async () => {
    await using folder = await tempFolder()
    const path = join(folder.path, 'records', 'r.jsonl')
    await appendLine(path, '{"a":1}')
    await writeFile(path, '{"a":1}\n{"tor')
    await appendLine(path, '{"a":2}')
    expect(await readFile(path, 'utf8')).toBe('{"a":1}\n{"tor\n{"a":2}\n')
  })

  it('sweeps everything from tmp and takes a missing folder for clean', async () => {
    await using folder = await tempFolder()
    const tmp = join(folder.path, 'tmp')
    expect(await sweepTemp(tmp)).toBe(0)
    await stageFile({ tempFolder: tmp, source: bytes('x') })
    await mkdir(join(tmp, 'work-1'))
    expect(await sweepTemp(tmp)).toBe(2)
    expect(await readdir(tmp)).toEqual([])
  })

  it('a temp folder removes itself', async () => {
    await using folder = await tempFolder()
    let path: string
    {
      await using work = await createTempFolder(folder.path)
      path = work.path
      await writeScratch({ path: join(path, 'x'), parts: [bytes('a'), bytes('b')], tempFolder: path })
      expect(await readFile(join(path, 'x'), 'utf8')).toBe('ab')
    }
    expect(existsSync(path)).toBe(false)
  })
})

describe('storageError', () => {
  it.each([
    ['ENOSPC', 'storage.full'],
    ['EDQUOT', 'storage.full'],
    ['EFBIG', 'storage.full'],
    ['EIO', 'storage.failed'],
    ['EACCES', 'storage.failed'],
  ])('%s is %s', (code, expected) => {
    expect(storageError(Object.assign(new Error('x'), { code }), '/some/where/file.png')).toMatchObject({
      code: expected,
      details: { file: 'file.png', reason: code },
    })
  })
})

describe('paths from outside', () => {
  it.each(['../x', 'a/../../x', '/etc/passwd', 'C:/x', 'c:x', 'a\\..\\..\\x', '', 'a\0b'])('refuses %j', async (path) => {
    await using folder = await tempFolder()
    await expect(resolveInside(folder.path, path)).rejects.toMatchObject({ code: 'request.forbidden' })
  })

  it('refuses a symbolic link that leads out, also halfway, and takes one that stays inside', async () => {
    await using folder = await tempFolder()
    await using outside = await tempFolder()
    await symlink(outside.path, join(folder.path, 'out'))
    await mkdir(join(folder.path, 'in'))
    await symlink(join(folder.path, 'in'), join(folder.path, 'same'))
    await expect(resolveInside(folder.path, 'out')).rejects.toMatchObject({ code: 'request.forbidden' })
    await expect(resolveInside(folder.path, 'out/new/file.png')).rejects.toMatchObject({ code: 'request.forbidden' })
    expect(await resolveInside(folder.path, 'same/x.png')).toContain('same')
    expect(await resolveInside(folder.path, 'not/yet/there.png')).toMatch(/not.yet.there\.png$/)
  })

  it('never resolves outside of the root, whatever the path', async () => {
    await using folder = await tempFolder()
    const step = fc.constantFrom('..', '.', 'a', 'b c', '', '\\', '%2e%2e', '~')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const resolved = await resolveInside(folder.path, steps.join('/')).catch(() => folder.path)
        expect(resolved.startsWith(folder.path)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('safeFileName', () => {
  it.each([
    ['Urlaub (3).jpg', 'Urlaub (3).jpg'],
    ['a/b\\c:d*?.png', 'a_b_c_d__.png'],
    ['CON.jpg', '_CON.jpg'],
    ['  .hidden ', 'hidden'],
    ['--rm.png', '_rm.png'],
    ['e\u0301.png', '\u00e9.png'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['line\nbreak.png', 'linebreak.png'],
    ['\u05e9\u05dc\u05d5\u05dd.jpg', '\u05e9\u05dc\u05d5\u05dd.jpg'],
    ['...', 'untitled'],
  ])('%j -> %j', (name, expected) => {
    expect(safeFileName(name)).toBe(expected)
  })

  it('gives for any name one that is short, plain and stays itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 400 })), (name) => {
        const safe = safeFileName(name)
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(201)
        expect(safe.length).toBeGreaterThan(0)
        expect(safe).not.toMatch(/[/\\:*?"<>|]|^[-.]|\.$/)
        expect(safeFileName(safe)).toBe(safe)
      }),
    )
  })
})
