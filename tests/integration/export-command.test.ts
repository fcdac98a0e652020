import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ExportResult } from '../../app/domain/export/export-result.ts'
import type { DocumentId } from '../../app/domain/ids.ts'
import { openTempStudio } from '../../tools/temp-studio.ts'
import { writeSmallJpeg } from '../support/generated-images.ts'
import { runDrape } from '../support/run-drape.ts'
import { tempFolder } from '../support/temp-library.ts'

it('drape export-image gives the bytes that the studio gives, where they are wanted', async () => {
  await using folder = await tempFolder()
  const library = join(folder.path, 'library')
  const out = join(folder.path, 'out', 'shop')
  const photo = await writeSmallJpeg(join(folder.path, 'look.jpg'), 5)
  await writeSmallJpeg(join(folder.path, 'logo.jpg'), 6)
  const made = await runDrape(library, ['edit', '--new', photo, '--name', 'Spring'])
  const document = String(made.json['document'])
  const recipes = join(folder.path, 'recipes.json')
  const content = { kind: 'logo', picture: { file: 'logo.jpg' } }
  await writeFile(recipes, JSON.stringify([{ name: 'marked', format: 'webp', watermark: { content, size: 0.3 } }]))

  const args = ['export-image', '--document', document, '--preset', 'shopify', '--recipes', recipes, '--format', 'png']
  const { code, json } = await runDrape(library, [...args, '--name-template', '{name}-{recipe}', '--out', out])
  expect([code, json['ok']]).toEqual([0, true])
  expect((await readdir(out)).sort()).toEqual(['Spring-marked.webp', 'Spring-png.png', 'Spring-shopify.jpg'])
  const outputs = json['outputs'] as (ExportResult['files'][number] & { path: string })[]
  expect(outputs.map(({ recipe, width, height }) => [recipe, width, height])).toEqual([
    ['shopify', 2048, 2048],
    ['marked', expect.any(Number), expect.any(Number)],
    ['png', expect.any(Number), expect.any(Number)],
  ])

  // The studio itself, asked for the same.
  await using studio = await openTempStudio({ libraryFolder: library })
  const { jobId } = await studio.core.client['documents.export']({ id: document as DocumentId, recipes: [{ name: 'png', format: 'png' }] })
  const { files } = (await studio.finished(jobId)).result as unknown as ExportResult
  const ours = await readFile(await studio.pathOf(files[0]?.hash ?? ''))
  expect(ours.equals(await readFile(join(out, 'Spring-png.png')))).toBe(true)
}, 90_000)

it('drape export-image says in codes what it does not take, and leaves nothing', async () => {
  await using folder = await tempFolder()
  const library = join(folder.path, 'library')
  const out = join(folder.path, 'out')
  const made = await runDrape(library, ['edit', '--new', await writeSmallJpeg(join(folder.path, 'look.jpg'), 5)])
  const document = String(made.json['document'])
  const failing = async (args: readonly string[]): Promise<unknown[]> => {
    const { code, json } = await runDrape(library, ['export-image', '--out', out, ...args])
    return [code, json['ok'], (json['error'] as { code: string }).code]
  }
  expect(await failing(['--document', document])).toEqual([2, false, 'request.invalid'])
  expect(await failing(['--document', document, '--preset', 'nobody'])).toEqual([2, false, 'request.invalid'])
  expect(await failing(['--document', document, '--format', 'bmp'])).toEqual([2, false, 'request.invalid'])
  expect(await failing(['--document', 'nothing', '--format', 'png'])).toEqual([2, false, 'request.invalid'])
  expect(await failing(['--document', `doc_${'0'.repeat(20)}`, '--format', 'png'])).toEqual([1, false, 'document.not-found'])
  expect(await failing(['--document', document, '--step', '9', '--format', 'png'])).toEqual([1, false, 'document.step-not-found'])
  await expect(readdir(out)).rejects.toThrow()
}, 90_000)
