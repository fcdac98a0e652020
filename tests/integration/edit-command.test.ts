import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { StudioEvent } from '../../app/contract/events.ts'
import type { DocumentId } from '../../app/domain/ids.ts'
import { openHost } from '../../app/server/host.ts'
import { openTempStudio } from '../../tools/temp-studio.ts'
import { writeSmallJpeg } from '../support/generated-images.ts'
import { type DrapeAnswer, runDrape } from '../support/run-drape.ts'
import { tempFolder } from '../support/temp-library.ts'

const edit = (library: string, args: readonly string[], stdin = ''): Promise<DrapeAnswer> => runDrape(library, ['edit', ...args], stdin)

const place = { x: 100, y: 80 }

it('drape edit makes and changes documents, and says in codes what it does not take', async () => {
  await using folder = await tempFolder()
  const library = join(folder.path, 'library')
  const photo = await writeSmallJpeg(join(folder.path, 'look.jpg'), 5)
  await mkdir(join(folder.path, 'commands'))
  await writeSmallJpeg(join(folder.path, 'commands', 'logo.jpg'), 6)
  const commands = join(folder.path, 'commands', 'first.json')
  const text = { kind: 'text', id: 'words', name: 'Words', content: 'שלום Atelier', transform: place, family: 'IBM Plex Sans Hebrew' }
  const logo = { kind: 'logo', id: 'logo', name: 'Logo', picture: { file: 'logo.jpg' }, transform: place }
  await writeFile(
    commands,
    JSON.stringify([
      { type: 'add-layer', layer: text },
      { type: 'add-layer', layer: logo },
    ]),
  )

  const made = await edit(library, ['--new', photo, '--name', 'Spring', '--commands', commands])
  expect(made.json).toMatchObject({ ok: true, document: expect.stringMatching(/^doc_/), revision: 2, step: 2, name: 'Spring' })
  expect(made.json['layers']).toEqual([
    { id: 'layer-1', kind: 'photo', name: 'look' },
    { id: 'words', kind: 'text', name: 'Words' },
    { id: 'logo', kind: 'logo', name: 'Logo' },
  ])
  const document = String(made.json['document'])

  const crop = JSON.stringify({ type: 'set-crop', crop: { x: 0, y: 0, width: 40, height: 50, ratio: { width: 4, height: 5 } } })
  expect((await edit(library, ['--document', document, '--commands', '-'], crop)).json).toMatchObject({
    revision: 3,
    width: 40,
    height: 50,
  })

  const failing = async (args: readonly string[], stdin = ''): Promise<unknown[]> => {
    const { code, json } = await edit(library, args, stdin)
    return [code, json.ok, (json['error'] as { code: string }).code]
  }
  const remove = JSON.stringify([
    { type: 'rename', name: 'x' },
    { type: 'remove-layer', layerId: 'nobody' },
  ])
  expect(await failing(['--document', document, '--commands', '-'], remove)).toEqual([1, false, 'document.layer-not-found'])
  expect(await failing(['--document', document, '--commands', '-', '--base-revision', '1'], crop)).toEqual([1, false, 'document.conflict'])
  expect(await failing(['--document', document, '--commands', '-'], '[{"type":"explode"}]')).toEqual([2, false, 'request.invalid'])
  expect(await failing(['--document', document, '--commands', join(folder.path, 'none.json')])).toEqual([1, false, 'file.not-found'])
  expect(await failing(['--commands', commands])).toEqual([2, false, 'request.invalid'])
  expect((await edit(library, ['--document', document])).json).toMatchObject({ ok: true, revision: 3, name: 'Spring' })
}, 60_000)

it('drape edit goes through the host that has the library open, whose other listeners hear of it', async () => {
  await using folder = await tempFolder()
  await using studio = await openTempStudio({ libraryFolder: join(folder.path, 'library') })
  const host = await openHost({ core: studio.core, libraryFolder: studio.libraryFolder, pagesFolder: folder.path, version: '0' })
  const heard: StudioEvent[] = []
  studio.core.listen((event) => heard.push(event))
  const { id } = await studio.core.client['documents.create']({ canvas: { width: 100, height: 100 } })
  const { json } = await edit(studio.libraryFolder, ['--document', id, '--commands', '-'], '{"type":"rename","name":"From outside"}')
  expect(json).toMatchObject({ ok: true, document: id, revision: 2 })
  expect((await studio.core.client['documents.open']({ id: id as DocumentId })).name).toBe('From outside')
  const changes = heard.flatMap((event) => (event.type === 'document.changed' ? [event.change] : []))
  const label = { action: 'rename', subject: null, count: 1 }
  expect(changes).toEqual([
    { kind: 'created', id },
    {
      kind: 'edited',
      id,
      baseRevision: 1,
      revision: 2,
      step: 2,
      undo: label,
      redo: null,
      commands: [{ type: 'rename', name: 'From outside' }],
    },
  ])
  await host.close()
}, 60_000)
