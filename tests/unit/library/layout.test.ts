import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { displayName, freePath } from '../../../app/library/layout.ts'
import { tempFolder } from '../../support/temp-library.ts'

describe('displayName', () => {
  it.each([
    ['look.JPEG', 'image/jpeg', 'look.JPEG'],
    ['look.png', 'image/jpeg', 'look.png.jpg'],
    ['look', 'image/webp', 'look.webp'],
    ['IMG_1.HEIF', 'image/heic', 'IMG_1.HEIF'],
    ['notes.jpg.json', 'image/jpeg', 'notes.jpg.json.jpg'],
    ['C:\\photos\\me.tif', 'image/tiff', 'me.tif'],
    ['', 'image/gif', 'untitled.gif'],
  ] as const)('%j of type %s is %j', (name, type, expected) => {
    expect(displayName(name, type)).toBe(expected)
  })
})

describe('freePath', () => {
  it('goes by origin and year and steps aside for a file or a sidecar', async () => {
    await using folder = await tempFolder()
    const createdAt = Date.UTC(2026, 10, 20)
    const wanted = { origin: 'import', name: 'a.jpg', createdAt } as const
    expect(await freePath(folder.path, wanted)).toBe('originals/2026/a.jpg')
    expect(await freePath(folder.path, { ...wanted, origin: 'result' })).toBe('results/2026/a.jpg')
    await mkdir(join(folder.path, 'originals', '2026'), { recursive: true })
    await writeFile(join(folder.path, 'originals', '2026', 'a.jpg'), '')
    await writeFile(join(folder.path, 'originals', '2026', 'a (2).jpg.json'), '')
    expect(await freePath(folder.path, wanted)).toBe('originals/2026/a (3).jpg')
  })
})
