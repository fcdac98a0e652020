import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StudioContract, studioContract } from '../../app/contract/contract.ts'
import type { Client, Input } from '../../app/contract/define.ts'
import type { Command } from '../../app/domain/document/command.ts'
import { MOST_LAYERS } from '../../app/domain/document/document.ts'
import { layer } from '../../app/domain/document/layer.ts'
import { maskSource } from '../../app/domain/document/mask.ts'
import { StudioError } from '../../app/domain/errors.ts'
import type { AssetId, ContentHash, DocumentId, JobId, VersionId } from '../../app/domain/ids.ts'
import { isFinished, type JobSummary } from '../../app/domain/job.ts'
import { createClient, type Send } from '../../app/rpc/client.ts'
import type { Reply } from '../../app/rpc/reply.ts'
import { type Host, openHost } from '../../app/server/host.ts'
import { readHostFile } from '../../app/server/host-file.ts'
import { createSocketClient } from '../../app/server/socket-client.ts'
import { bindIpc } from '../../electron/ipc.ts'
import { createIpcSend } from '../../electron/ipc-client.ts'
import { openTempStudio, type TempStudio } from '../../tools/temp-studio.ts'
import { environmentFor } from '../emulator/bases.ts'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'
import { type Case, cloudCases } from '../support/cloud-cases.ts'
import { finalCases } from '../support/final-cases.ts'
import { makeClip } from '../support/make-clip.ts'
import { hasFfmpeg } from '../support/video-tools.ts'

const SAMPLES = join(import.meta.dirname, '../../resources/samples')
const NOBODY = 'ast_00000000000000000000' as AssetId
const NO_FILE = '0'.repeat(64) as ContentHash
const NO_DOCUMENT = `doc_${'0'.repeat(20)}` as DocumentId
const NO_VERSION = `ver_${'0'.repeat(20)}` as VersionId
const NO_JOB = 'job_00000000000000000000' as JobId

type Name = keyof StudioContract

const ended = async (client: Client<StudioContract>, id: JobId): Promise<JobSummary> => {
  for (;;) {
    const job = await client['jobs.get']({ id })
    if (isFinished(job.state)) return job
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
const importSample = async (client: Client<StudioContract>): Promise<AssetId> => {
  const { jobId } = await client['library.import-sample']({})
  const { imported, duplicates } = (await ended(client, jobId)).result as { imported: { id: AssetId }[]; duplicates: { id: AssetId }[] }
  return ([...imported, ...duplicates][0] as { id: AssetId }).id
}
const personSample = async (client: Client<StudioContract>): Promise<AssetId> => {
  const { jobId } = await client['library.import-sample']({})
  const { imported, duplicates } = (await ended(client, jobId)).result as Record<string, { id: AssetId; path: string }[]>
  return [...(imported ?? []), ...(duplicates ?? [])].find(({ path }) => path.includes('person-'))?.id ?? NOBODY
}
const poseJob = async (client: Client<StudioContract>): Promise<JobId> =>
  (await client['pose.start']({ assetId: await importSample(client) })).jobId
/** A draft with everything that can be looked at; made once, remembered after that. */
const finishedDraft = async (client: Client<StudioContract>): Promise<JobId> => {
  const { jobId: sample } = await client['library.import-sample']({})
  const { imported, duplicates } = (await ended(client, sample)).result as Record<string, { id: AssetId; path: string }[]>
  const id = (name: string): AssetId => [...(imported ?? []), ...(duplicates ?? [])].find(({ path }) => path.includes(name))?.id ?? NOBODY
  const options = { workingLongSide: 640, debug: true }
  const { jobId } = await client['tryon.start']({ personId: id('person-ada'), garmentId: id('garment-teePrint'), options })
  expect((await ended(client, jobId)).state).toBe('succeeded')
  return jobId
}
const paused = async (client: Client<StudioContract>, work: (id: JobId) => Promise<unknown>): Promise<unknown> => {
  await client['jobs.pause']({})
  try {
    return await work(
      await client['pose.start']({ assetId: (await client['library.list']({ kind: 'picture' })).assets[0]?.id ?? NOBODY }).then(
        ({ jobId }) => jobId,
      ),
    )
  } finally {
    await client['jobs.resume']({})
  }
}

/** A document of the sample picture whose name was changed once: revision 2, one step to take back. */
const renamedDocument = async (client: Client<StudioContract>): Promise<DocumentId> => {
  const { id } = await client['documents.create']({ assetIds: [await importSample(client)], name: 'First' })
  await client['documents.apply']({ id, baseRevision: 1, commands: [{ type: 'rename', name: 'Second' }] })
  return id
}
const shownName = async (client: Client<StudioContract>, id: DocumentId): Promise<string> =>
  (await client['documents.open']({ id })).document.name
/** Commands that a new document of one picture does not take. */
const refused = (commands: readonly Command[]) => async (client: Client<StudioContract>) =>
  client['documents.apply']({ id: await renamedDocument(client), baseRevision: 2, commands: [...commands] })
const textLayer = (id: string): Command => ({
  type: 'add-layer',
  layer: layer.parse({ kind: 'text', id, name: 'Words', content: 'שלום', transform: { x: 0, y: 0 } }),
})

/** Two seconds of picture and sound; imported once. */
let clip: Promise<AssetId> | undefined
const clipSample = (): Promise<AssetId> => {
  clip ??= mkdtemp(join(tmpdir(), 'drape-clip-')).then(async (folder) => {
    const path = await makeClip(join(folder, 'catwalk.mp4'), { seconds: 2, sound: (second) => (second < 1 ? 0 : 0.5) })
    const id = await studio.import(path)
    await rm(folder, { recursive: true })
    return id
  })
  return clip
}

/** What is refused because a clip was given where a picture is needed. */
const givenClip = (call: (client: Client<StudioContract>, clipId: AssetId) => Promise<unknown>): Case['failing'] =>
  hasFfmpeg ? { 'asset.not-a-picture': async (client) => call(client, await clipSample()) } : {}

const SMALL_EXPORT: Input<StudioContract['clips.export']>['recipe'] = {
  outputs: [
    { name: 'story', ratio: '9:16', shortSidePx: 64 },
    { name: 'wide', ratio: '16:9', shortSidePx: 64, networks: ['web'] },
  ],
  watermark: { content: { kind: 'text', text: 'נורד' } },
}

const CASES: Record<Name, Case> = {
  ...cloudCases({ emulator: () => emulator, importSample, ended }),
  ...finalCases({ emulator: () => emulator, importSample, ended, finishedDraft }),
  'clips.strip': {
    happy: async (client) => {
      if (!hasFfmpeg) return
      const made = await client['clips.strip']({ assetId: await clipSample(), count: 5, heightPx: 45 })
      expect(made).toEqual({ strip: expect.stringMatching(/^sha256-/), frames: 5, frameWidth: 80, frameHeight: 45 })
    },
    failing: {
      'asset.not-found': (client) => client['clips.strip']({ assetId: NOBODY }),
      'asset.not-a-clip': async (client) => client['clips.strip']({ assetId: await importSample(client) }),
    },
  },
  'clips.wave': {
    happy: async (client) => {
      if (!hasFfmpeg) return
      const { peaks } = await client['clips.wave']({ assetId: await clipSample(), points: 10 })
      expect(peaks).toHaveLength(10)
      expect(Math.max(...(peaks ?? []).slice(0, 4))).toBeLessThan(20)
      expect(Math.min(...(peaks ?? []).slice(6))).toBeGreaterThan(100)
    },
    failing: {
      'asset.not-found': (client) => client['clips.wave']({ assetId: NOBODY }),
      'asset.not-a-clip': async (client) => client['clips.wave']({ assetId: await importSample(client) }),
    },
  },
  'clips.plan-export': {
    happy: async (client) => {
      if (!hasFfmpeg) return
      const plan = await client['clips.plan-export']({ assetId: await clipSample(), recipe: SMALL_EXPORT })
      expect(plan.outputs.map(({ name, width, height, warnings }) => [name, width, height, warnings.map(({ kind }) => kind)])).toEqual([
        ['story', 64, 114, ['no-subject', 'mark-moved', 'enlarged']],
        ['wide', 114, 64, []],
      ])
      expect(plan.passes).toEqual(['subject', 'loudness'])
    },
    failing: {
      'asset.not-found': (client) => client['clips.plan-export']({ assetId: NOBODY, recipe: SMALL_EXPORT }),
      'asset.not-a-clip': async (client) => client['clips.plan-export']({ assetId: await importSample(client), recipe: SMALL_EXPORT }),
    },
  },
  'clips.export': {
    happy: async (client) => {
      if (!hasFfmpeg) return
      const { jobId } = await client['clips.export']({ assetId: await clipSample(), recipe: SMALL_EXPORT, name: 'Walk', posts: {} })
      const { state, result } = await ended(client, jobId)
      expect(state).toBe('succeeded')
      expect((result as { files: unknown[] }).files).toMatchObject([
        { output: 'story', width: 64, height: 114, seconds: 2, codec: 'h264' },
        { output: 'wide', width: 114, height: 64, seconds: 2, codec: 'h264' },
      ])
      // Only the wide one names a network.
      expect((result as { posts: unknown[] }).posts).toEqual([
        { network: 'web', folder: expect.stringMatching(/posts.Walk( \(\d+\))?.web$/) },
      ])
    },
    failing: {
      'asset.not-found': (client) => client['clips.export']({ assetId: NOBODY, recipe: SMALL_EXPORT }),
      'asset.not-a-clip': async (client) => client['clips.export']({ assetId: await importSample(client), recipe: SMALL_EXPORT }),
    },
  },
  'clips.recipes': {
    happy: async (client) => expect(Array.isArray((await client['clips.recipes']({})).recipes)).toBe(true),
  },
  'clips.save-recipe': {
    happy: async (client) => {
      const recipe = { version: 1, name: 'Story and site', brand: 'Nord', recipe: SMALL_EXPORT } as const
      const { recipes } = await client['clips.save-recipe']({ recipe })
      expect(recipes).toContainEqual(expect.objectContaining({ name: 'Story and site', brand: 'Nord' }))
      const cut = { ...recipe, recipe: { ...SMALL_EXPORT, trim: { startMs: 0, endMs: 500 } } }
      await expect(client['clips.save-recipe']({ recipe: cut })).rejects.toMatchObject({ code: 'request.invalid' })
    },
  },
  'clips.forget-recipe': {
    happy: async (client) => {
      await client['clips.save-recipe']({ recipe: { version: 1, name: 'Passing', recipe: SMALL_EXPORT } })
      const { forgotten } = await client['clips.forget-recipe']({ name: 'Passing' })
      expect(forgotten.name).toBe('Passing')
      expect((await client['clips.recipes']({})).recipes.map(({ name }) => name)).not.toContain('Passing')
    },
    failing: { 'clips.recipe-not-found': (client) => client['clips.forget-recipe']({ name: 'Nothing' }) },
  },
  'documents.create': {
    happy: async (client) => {
      const assetId = await importSample(client)
      const { width, height, hash, name } = await client['library.get']({ id: assetId })
      const made = await client['documents.create']({ assetIds: [assetId, assetId] })
      expect(made).toMatchObject({
        width,
        height,
        cover: hash,
        revision: 1,
        undo: null,
        redo: null,
        document: { canvas: { width, height } },
      })
      expect(made.document.layers).toMatchObject([{ picture: { hash } }, { picture: { hash, assetId } }])
      expect(name.startsWith(made.name)).toBe(true)
      const empty = await client['documents.create']({ canvas: { width: 40, height: 50, colourSpace: 'display-p3' } })
      expect(empty.document).toMatchObject({ canvas: { width: 40, height: 50, colourSpace: 'display-p3' }, layers: [] })
    },
    failing: {
      ...givenClip((client, id) => client['documents.create']({ assetIds: [id] })),
      'asset.not-found': (client) => client['documents.create']({ assetIds: [NOBODY] }),
      'request.invalid': (client) => client['documents.create']({}),
    },
  },
  'documents.list': {
    happy: async (client) => {
      const [older, newer] = [await renamedDocument(client), await renamedDocument(client)]
      const first = await client['documents.list']({ limit: 1 })
      const second = await client['documents.list']({ limit: 1, cursor: first.nextCursor ?? '' })
      expect([...first.documents, ...second.documents].map(({ id }) => id)).toEqual([newer, older])
    },
    failing: { 'request.invalid': (client) => client['documents.list']({ cursor: 'of another list' }) },
  },
  'documents.open': {
    happy: async (client) => {
      const opened = await client['documents.open']({ id: await renamedDocument(client) })
      const undo = { action: 'rename', subject: null, count: 1 }
      expect(opened).toMatchObject({
        name: 'Second',
        revision: 2,
        step: 2,
        undo,
        redo: null,
        document: { version: 1, layers: [{ kind: 'photo' }] },
      })
    },
    failing: { 'document.not-found': (client) => client['documents.open']({ id: NO_DOCUMENT }) },
  },
  'documents.read-step': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      const names = await Promise.all([1, 2].map(async (step) => (await client['documents.read-step']({ id, step })).document.name))
      expect(names).toEqual([expect.not.stringMatching('Second'), 'Second'])
    },
    failing: {
      'document.not-found': (client) => client['documents.read-step']({ id: NO_DOCUMENT, step: 1 }),
      'document.step-not-found': async (client) => client['documents.read-step']({ id: await renamedDocument(client), step: 99 }),
    },
  },
  'documents.outline': {
    happy: async (client) => {
      const { size, verbs, points, missing } = await client['documents.outline']({ content: 'אב I', sizePx: 100 })
      expect(size.height).toBe(125)
      expect(size.width).toBeGreaterThan(100)
      // Three letters with an outline each, and a space with none.
      expect(verbs.match(/M/g)?.length).toBeGreaterThanOrEqual(3)
      expect(points.every((value) => Number.isInteger(value * 64))).toBe(true)
      expect(missing).toEqual([])
    },
    failing: {},
  },
  'documents.pixels': {
    happy: async (client) => {
      const id = await importSample(client)
      const { width, height } = await client['library.get']({ id })
      expect(await client['documents.pixels']({ assetId: id })).toMatchObject({ raster: expect.stringMatching(/^sha256-/), width, height })
    },
    failing: {
      ...givenClip((client, id) => client['documents.pixels']({ assetId: id })),
      'asset.not-found': (client) => client['documents.pixels']({ assetId: NOBODY }),
    },
  },
  'documents.select': {
    happy: async (client) => {
      const assetId = await importSample(client)
      const seeds = [{ mode: 'add', width: 0.05, hardness: 1, points: [[0.5, 0.4]] }] as never
      const scribbled = await client['documents.select']({ assetId, subject: 'scribble', seeds })
      expect(scribbled).toMatchObject({ mask: expect.stringMatching(/^sha256-/) })
      expect(scribbled.coverage).toBeGreaterThan(0)
      expect(scribbled.coverage).toBeLessThan(1)
    },
    failing: {
      ...givenClip((client, id) => client['documents.select']({ assetId: id, subject: 'person' })),
      'asset.not-found': (client) => client['documents.select']({ assetId: NOBODY, subject: 'person' }),
      'tryon.segmentation-failed': async (client) =>
        client['documents.select']({
          assetId: await importSample(client),
          subject: 'scribble',
          seeds: [{ mode: 'erase', width: 0.05, hardness: 1, points: [[0.5, 0.4]] }],
        }),
    },
  },
  'documents.suggest-crop': {
    happy: async (client) => {
      const assetId = await personSample(client)
      const { width, height } = await client['library.get']({ id: assetId })
      const crop = await client['documents.suggest-crop']({ assetId, subject: 'person', ratio: 0.8 })
      expect(crop.width / crop.height).toBeCloseTo(0.8, 5)
      expect(crop.x).toBeGreaterThanOrEqual(0)
      expect(crop.y).toBeGreaterThanOrEqual(0)
      expect(crop.x + crop.width).toBeLessThanOrEqual(width + 1e-6)
      expect(crop.y + crop.height).toBeLessThanOrEqual(height + 1e-6)
    },
    failing: {
      ...givenClip((client, id) => client['documents.suggest-crop']({ assetId: id, subject: 'person', ratio: 1 })),
      'asset.not-found': (client) => client['documents.suggest-crop']({ assetId: NOBODY, subject: 'person', ratio: 1 }),
    },
  },
  'documents.export': {
    happy: async (client) => {
      const recipes = [{ name: 'small', format: 'webp', size: { kind: 'inside', width: 64, height: 64 } }] as const
      const { jobId } = await client['documents.export']({
        id: await renamedDocument(client),
        recipes: [...recipes],
        nameTemplate: '{name} {width}',
      })
      const { state, result } = await ended(client, jobId)
      expect(state).toBe('succeeded')
      expect(result).toMatchObject({ files: [{ recipe: 'small', format: 'webp', name: expect.stringMatching(/^Second \d+.*\.webp$/) }] })
    },
    failing: {
      'document.not-found': (client) => client['documents.export']({ id: NO_DOCUMENT, recipes: [{ name: 'a' }] }),
      'document.step-not-found': async (client) =>
        client['documents.export']({ id: await renamedDocument(client), step: 99, recipes: [{ name: 'a' }] }),
      'request.invalid': async (client) =>
        client['documents.export']({ id: await renamedDocument(client), recipes: [{ name: 'a' }, { name: 'a' }] }),
    },
  },
  'documents.apply': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      const commands = [textLayer('words'), { type: 'set-layer', layerId: 'words', patch: { opacity: 0.72 } } as const]
      const position = await client['documents.apply']({ id, baseRevision: 2, commands, gesture: 'g' })
      expect(position).toMatchObject({ baseRevision: 2, revision: 3, step: 3, undo: { action: 'several', count: 2 }, redo: null })
      expect((await client['documents.open']({ id })).document.layers[1]).toMatchObject({ content: 'שלום', opacity: 0.72 })
    },
    failing: {
      'document.conflict': async (client) =>
        client['documents.apply']({ id: await renamedDocument(client), baseRevision: 1, commands: [{ type: 'rename', name: 'x' }] }),
      'document.not-found': (client) =>
        client['documents.apply']({ id: NO_DOCUMENT, baseRevision: 1, commands: [{ type: 'rename', name: 'x' }] }),
      'document.layer-not-found': refused([{ type: 'remove-layer', layerId: 'nobody' }]),
      'document.layer-locked': refused([
        { type: 'set-layer', layerId: 'layer-1', patch: { locked: true } },
        { type: 'remove-layer', layerId: 'layer-1' },
      ]),
      'document.command-invalid': refused([textLayer('layer-1')]),
      'document.full': refused(Array.from({ length: MOST_LAYERS }, (_, i) => textLayer(`t${i}`))),
      'asset.not-found': refused([
        {
          type: 'set-mask',
          layerId: 'layer-1',
          patch: { source: maskSource.parse({ kind: 'cut-out', artifact: `sha256-${NO_FILE}`, subject: 'person' }) },
        },
      ]),
    },
  },
  'documents.undo': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      const moved = await client['documents.undo']({ id, baseRevision: 2 })
      expect(moved).toMatchObject({ baseRevision: 2, revision: 3, step: 1, undo: null, redo: { action: 'rename' } })
      expect(moved.commands).toEqual([{ type: 'rename', name: 'First' }])
      expect(await shownName(client, id)).toBe('First')
    },
    failing: {
      'document.conflict': async (client) => client['documents.undo']({ id: await renamedDocument(client), baseRevision: 1 }),
      'document.not-found': (client) => client['documents.undo']({ id: NO_DOCUMENT, baseRevision: 1 }),
      'document.history-ended': async (client) => {
        const id = await renamedDocument(client)
        await client['documents.undo']({ id, baseRevision: 2 })
        return client['documents.undo']({ id, baseRevision: 3 })
      },
    },
  },
  'documents.redo': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      await client['documents.undo']({ id, baseRevision: 2 })
      const moved = await client['documents.redo']({ id, baseRevision: 3 })
      expect(moved).toMatchObject({ revision: 4, step: 2, redo: null, commands: [{ type: 'rename', name: 'Second' }] })
      expect(await shownName(client, id)).toBe('Second')
    },
    failing: {
      'document.conflict': async (client) => client['documents.redo']({ id: await renamedDocument(client), baseRevision: 1 }),
      'document.history-ended': async (client) => client['documents.redo']({ id: await renamedDocument(client), baseRevision: 2 }),
    },
  },
  'documents.jump': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      expect(await client['documents.jump']({ id, baseRevision: 2, step: 1 })).toMatchObject({ step: 1, redo: { action: 'rename' } })
      expect(await shownName(client, id)).toBe('First')
    },
    failing: {
      'document.step-not-found': async (client) =>
        client['documents.jump']({ id: await renamedDocument(client), baseRevision: 2, step: 9 }),
    },
  },
  'documents.history': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      const page = await client['documents.history']({ id, limit: 1 })
      expect(page).toMatchObject({ entries: [{ step: 2, state: 'current', label: { action: 'rename' } }], nextBefore: 2 })
      const rest = await client['documents.history']({ id, before: page.nextBefore ?? 1 })
      expect(rest).toMatchObject({ entries: [{ step: 1, parent: null, state: 'done', label: { action: 'create' } }], nextBefore: null })
    },
    failing: { 'document.not-found': (client) => client['documents.history']({ id: NO_DOCUMENT }) },
  },
  'documents.list-versions': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      expect(await client['documents.list-versions']({ id })).toEqual({ versions: [] })
      const saved = await client['documents.save-version']({ id, name: 'Sent' })
      expect(await client['documents.list-versions']({ id })).toEqual({ versions: [saved] })
    },
    failing: { 'document.not-found': (client) => client['documents.list-versions']({ id: NO_DOCUMENT }) },
  },
  'documents.save-version': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      expect(await client['documents.save-version']({ id, name: 'Early', step: 1 })).toMatchObject({ name: 'Early', step: 1 })
    },
    failing: {
      'document.step-not-found': async (client) =>
        client['documents.save-version']({ id: await renamedDocument(client), name: 'x', step: 77 }),
    },
  },
  'documents.restore-version': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      const { id: versionId } = await client['documents.save-version']({ id, name: 'Early', step: 1 })
      const moved = await client['documents.restore-version']({ id, versionId, baseRevision: 2 })
      expect(moved).toMatchObject({ commands: null, undo: { action: 'restore-version', subject: 'Early' } })
      expect(await shownName(client, id)).toBe('First')
      await client['documents.undo']({ id, baseRevision: 3 })
      expect(await shownName(client, id)).toBe('Second')
    },
    failing: {
      'document.version-not-found': async (client) =>
        client['documents.restore-version']({ id: await renamedDocument(client), versionId: NO_VERSION, baseRevision: 2 }),
      'document.conflict': async (client) =>
        client['documents.restore-version']({ id: await renamedDocument(client), versionId: NO_VERSION, baseRevision: 1 }),
    },
  },
  'documents.rename-version': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      const { id: versionId } = await client['documents.save-version']({ id, name: 'Early' })
      await client['documents.rename-version']({ id, versionId, name: 'Late' })
      expect((await client['documents.list-versions']({ id })).versions).toMatchObject([{ name: 'Late' }])
    },
    failing: {
      'document.version-not-found': async (client) =>
        client['documents.rename-version']({ id: await renamedDocument(client), versionId: NO_VERSION, name: 'x' }),
    },
  },
  'documents.delete-version': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      const { id: versionId } = await client['documents.save-version']({ id, name: 'Early' })
      await client['documents.delete-version']({ id, versionId })
      expect(await client['documents.list-versions']({ id })).toEqual({ versions: [] })
    },
    failing: {
      'document.version-not-found': async (client) =>
        client['documents.delete-version']({ id: await renamedDocument(client), versionId: NO_VERSION }),
    },
  },
  'documents.rename': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      expect(await client['documents.rename']({ id, name: 'Third' })).toMatchObject({ baseRevision: 2, revision: 3 })
      await client['documents.undo']({ id, baseRevision: 3 })
      expect(await shownName(client, id)).toBe('Second')
    },
    failing: { 'document.not-found': (client) => client['documents.rename']({ id: NO_DOCUMENT, name: 'x' }) },
  },
  'documents.duplicate': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      const copy = await client['documents.duplicate']({ id, name: 'Copy' })
      expect(copy).toMatchObject({ name: 'Copy', revision: 1, undo: null, document: { name: 'Copy', layers: [{ id: 'layer-1' }] } })
      expect(copy.id).not.toBe(id)
    },
    failing: { 'document.not-found': (client) => client['documents.duplicate']({ id: NO_DOCUMENT }) },
  },
  'documents.delete': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      expect(await client['documents.delete']({ id })).toEqual({ moved: true })
      expect((await client['documents.list']({ trashed: true })).documents[0]).toMatchObject({ id, trashedAt: expect.any(Number) })
      expect(await client['documents.delete']({ id })).toEqual({ moved: false })
    },
    failing: { 'document.not-found': (client) => client['documents.delete']({ id: NO_DOCUMENT }) },
  },
  'documents.restore': {
    happy: async (client) => {
      const id = await renamedDocument(client)
      await client['documents.delete']({ id })
      expect(await client['documents.restore']({ id })).toEqual({ moved: true })
      expect((await client['documents.list']({})).documents[0]).toMatchObject({ id, trashedAt: null })
    },
    failing: { 'document.not-found': (client) => client['documents.restore']({ id: NO_DOCUMENT }) },
  },
  'host.describe': { happy: async (client) => expect(await client['host.describe']({})).toMatchObject({ version: expect.any(String) }) },
  'host.doctor': {
    happy: async (client) => expect(await client['host.doctor']({ verify: true })).toMatchObject({ ok: true, problems: [] }),
  },
  'host.inspect': {
    happy: async (client) => {
      const found = await client['host.inspect']({})
      expect(found.models.map((model) => model.state)).toEqual(found.models.map(() => 'fine'))
      expect(found.versions.find(({ name }) => name === 'Node.js')?.version).toBe(process.versions.node)
      expect(found.programs.map(({ name }) => name)).toEqual(['ffmpeg'])
    },
  },
  'log.read': {
    happy: async (client) => {
      const { entries } = await client['log.read']({ limit: 5, levels: ['info'] })
      expect(entries.at(-1)).toMatchObject({ level: 'info', message: expect.stringContaining('studio') })
      expect(JSON.stringify(entries)).not.toContain(studio.libraryFolder)
    },
  },
  'preferences.read': {
    happy: async (client) =>
      expect(await client['preferences.read']({})).toMatchObject({ theme: expect.stringMatching(/dark|light|system/) }),
  },
  'preferences.change': {
    happy: async (client) => {
      await client['preferences.change']({ language: 'ar', shortcuts: { 'go.jobs': 'Shift+j', 'go.try-on': null } })
      expect(await client['preferences.change']({ theme: 'light' })).toMatchObject({ language: 'ar', theme: 'light' })
      expect(await client['preferences.read']({})).toMatchObject({ language: 'ar', shortcuts: { 'go.jobs': 'Shift+j', 'go.try-on': null } })
    },
  },
  'storage.measure': {
    happy: async (client) => {
      await importSample(client)
      const { kinds, freeBytes } = await client['storage.measure']({})
      const of = (kind: string): number => kinds.find((one) => one.kind === kind)?.sizeBytes ?? 0
      expect(of('originals')).toBeGreaterThan(100_000)
      expect(of('derived')).toBeGreaterThan(10_000)
      expect(of('index')).toBeGreaterThan(4_096)
      expect(freeBytes).toBeGreaterThan(0)
    },
  },
  'storage.clean': {
    happy: async (client) => {
      const { jobId } = await client['storage.clean']({})
      expect(await ended(client, jobId)).toMatchObject({ state: 'succeeded', kind: 'clean-up', result: { files: expect.any(Number) } })
    },
  },
  'library.import-paths': {
    happy: async (client) => {
      const { jobId } = await client['library.import-paths']({ paths: [join(SAMPLES, 'person-ada.jpg'), join(SAMPLES, 'nowhere.jpg')] })
      expect(await ended(client, jobId)).toMatchObject({ state: 'succeeded', result: { refused: [{ code: 'file.not-found' }] } })
    },
  },
  'library.import-uploads': {
    happy: async (client) => {
      await mkdir(join(studio.libraryFolder, 'inbox'), { recursive: true })
      await writeFile(join(studio.libraryFolder, 'inbox', 'upl_00000000000000000000'), 'no picture')
      const { jobId } = await client['library.import-uploads']({ uploads: [{ id: 'upl_00000000000000000000', name: 'mine.jpg' }] })
      expect(await ended(client, jobId)).toMatchObject({ result: { refused: [{ path: 'mine.jpg', code: 'image.unsupported-type' }] } })
    },
    failing: {
      'file.not-found': (client) => client['library.import-uploads']({ uploads: [{ id: 'upl_99999999999999999999', name: 'x.jpg' }] }),
    },
  },
  'library.import-sample': { happy: async (client) => expect(await importSample(client)).toMatch(/^ast_/) },
  'library.list': {
    happy: async (client) => {
      await importSample(client)
      const first = await client['library.list']({ limit: 2 })
      const second = await client['library.list']({ limit: 2, cursor: first.nextCursor ?? '' })
      expect([...first.assets, ...second.assets].map((asset) => asset.id)).toHaveLength(4)
    },
    failing: { 'request.invalid': (client) => client['library.list']({ cursor: 'of another list' }) },
  },
  'library.count': {
    happy: async (client) => {
      await importSample(client)
      // Drafts that other cases made are called after their garments.
      const { matching, kept } = await client['library.count']({ text: 'GARMENT', origin: 'sample' })
      expect(matching).toBe(3)
      expect(kept).toBeGreaterThanOrEqual(5)
      if (hasFfmpeg) await clipSample()
      const [clips, pictures] = [await client['library.count']({ kind: 'clip' }), await client['library.count']({ kind: 'picture' })]
      // Other cases have made clips of stills and exported some.
      expect((await client['library.count']({ kind: 'clip', origin: 'import' })).matching).toBe(hasFfmpeg ? 1 : 0)
      expect(clips.matching + pictures.matching).toBe(pictures.kept)
    },
  },
  'library.ids': {
    happy: async (client) => {
      const id = await importSample(client)
      const { ids } = await client['library.ids']({ sort: 'name' })
      expect(ids).toContain(id)
      expect((await client['library.list']({ sort: 'name' })).assets.map((asset) => asset.id)).toEqual(ids)
    },
  },
  'library.mark': {
    happy: async (client) => {
      const id = await importSample(client)
      const { before } = await client['library.mark']({ marks: [{ ids: [id], rating: 4, flag: 'pick' }] })
      expect((await client['library.list']({ minRating: 4, flag: 'pick' })).assets).toMatchObject([{ id, rating: 4, flag: 'pick' }])
      await client['library.mark']({ marks: before })
      expect(await client['library.get']({ id })).toMatchObject({ rating: 0, flag: null })
    },
    failing: { 'asset.not-found': (client) => client['library.mark']({ marks: [{ ids: [NOBODY], rating: 1 }] }) },
  },
  'library.get': {
    happy: async (client) => expect(await client['library.get']({ id: await importSample(client) })).toMatchObject({ origin: 'sample' }),
    failing: { 'asset.not-found': (client) => client['library.get']({ id: NOBODY }) },
  },
  'library.thumbnails': {
    happy: async (client) => {
      const { hash } = await client['library.get']({ id: await importSample(client) })
      const { thumbnails } = await client['library.thumbnails']({ hashes: [hash, NO_FILE] })
      expect(thumbnails).toEqual([{ hash, url: expect.stringMatching(/^data:image\/webp;base64,UklGR/) }])
    },
  },
  'library.trash': {
    happy: async (client) => {
      const id = await importSample(client)
      await client['library.trash']({ ids: [id] })
      expect((await client['library.list']({ trashed: true })).assets.map((asset) => asset.id)).toContain(id)
      await client['library.restore']({ ids: [id] })
    },
    failing: { 'asset.not-found': (client) => client['library.trash']({ ids: [NOBODY] }) },
  },
  'library.restore': {
    happy: async (client) => {
      const id = await importSample(client)
      await client['library.trash']({ ids: [id] })
      await client['library.restore']({ ids: [id] })
      expect((await client['library.get']({ id })).trashedAt).toBeNull()
    },
    failing: { 'asset.not-found': (client) => client['library.restore']({ ids: [NOBODY] }) },
  },
  'tryon.start': {
    happy: async (client) => {
      const id = await importSample(client)
      await client['jobs.pause']({})
      const { jobId } = await client['tryon.start']({ personId: id, garmentId: id })
      expect(await client['jobs.cancel']({ id: jobId })).toMatchObject({ kind: 'try-on', state: 'canceled' })
      const garments = [{ garmentId: id, garmentType: 'shirt' as const }, { garmentId: id }]
      const outfit = await client['tryon.start']({ personId: id, garments, options: { tuck: 'in' } })
      const job = await client['jobs.cancel']({ id: outfit.jobId })
      expect(job.payload).toMatchObject({ garments: [{ garmentType: 'shirt' }, { garmentType: 'auto' }], options: { tuck: 'in' } })
      expect(job.title.split(' + ')).toHaveLength(2)
      await client['jobs.resume']({})
    },
    failing: {
      ...givenClip(async (client, id) => client['tryon.start']({ personId: await importSample(client), garments: [{ garmentId: id }] })),
      'asset.not-found': (client) => client['tryon.start']({ personId: NOBODY, garments: [{ garmentId: NOBODY }] }),
      'request.invalid': (client) => client['tryon.start']({ personId: NOBODY, garmentId: NOBODY, garments: [{ garmentId: NOBODY }] }),
    },
  },
  'tryon.stages': { happy: async (client) => expect((await client['tryon.stages']({})).stages.length).toBeGreaterThan(3) },
  'tryon.inspect': {
    happy: async (client) => {
      const draft = await finishedDraft(client)
      const overlays = await client['tryon.inspect']({ jobId: draft })
      expect(overlays).toMatchObject({ isCleaned: false, pose: { bones: expect.any(Array) }, mesh: { layers: expect.any(Array) } })
      expect(overlays.masks).toContain('person')
      expect(overlays.anchors?.map((anchor) => anchor.name)).toContain('hem-left')
    },
    failing: {
      'job.not-found': (client) => client['tryon.inspect']({ jobId: NO_JOB }),
      'asset.not-found': async (client) => client['tryon.inspect']({ jobId: await finishedDraft(client), garment: 1 }),
    },
  },
  'tryon.mask': {
    happy: async (client) => {
      const { picture } = await client['tryon.mask']({ jobId: await finishedDraft(client), mask: 'person' })
      expect(picture).toMatch(/^sha256-/)
    },
    failing: {
      'job.not-found': (client) => client['tryon.mask']({ jobId: NO_JOB, mask: 'person' }),
      'asset.not-found': async (client) => client['tryon.mask']({ jobId: await finishedDraft(client), mask: 'layer-leg-left' }),
    },
  },
  'tryon.rewarp': {
    happy: async (client) => {
      const { kit } = await client['tryon.rewarp']({ jobId: await finishedDraft(client) })
      expect(kit).toMatch(/^sha256-/)
    },
    failing: { 'job.not-found': (client) => client['tryon.rewarp']({ jobId: NO_JOB }) },
  },
  'cutout.start': {
    happy: async (client) => {
      const { jobId } = await client['cutout.start']({ assetId: await importSample(client), kind: 'garment' })
      await client['jobs.cancel']({ id: jobId })
      expect((await ended(client, jobId)).kind).toBe('cut-out')
    },
    failing: {
      ...givenClip((client, id) => client['cutout.start']({ assetId: id, kind: 'person' })),
      'asset.not-found': (client) => client['cutout.start']({ assetId: NOBODY, kind: 'person' }),
    },
  },
  'pose.start': {
    happy: async (client) => expect(await ended(client, await poseJob(client))).toMatchObject({ state: 'succeeded', kind: 'pose' }),
    failing: {
      ...givenClip((client, id) => client['pose.start']({ assetId: id })),
      'asset.not-found': (client) => client['pose.start']({ assetId: NOBODY }),
    },
  },
  'motion.render': {
    happy: async (client) => {
      if (!hasFfmpeg) return
      const direction = { camera: { move: 'zoom', focus: { x: 0.5, y: 0.5 } }, output: { seconds: 0.5 } } as const
      const { jobId } = await client['motion.render']({ stillId: await importSample(client), direction, size: { width: 180, height: 320 } })
      const job = await ended(client, jobId)
      expect(job).toMatchObject({ kind: 'render-motion', state: 'succeeded', result: { width: 180, height: 320, frames: 15, notes: [] } })
      const { assetId } = job.result as { assetId: AssetId }
      expect(await client['library.get']({ id: assetId })).toMatchObject({ type: 'video/mp4', clip: { frames: 15, durationMs: 500 } })
    },
    failing: {
      ...givenClip((client, id) => client['motion.render']({ stillId: id, direction: {} })),
      'asset.not-found': (client) => client['motion.render']({ stillId: NOBODY, direction: {} }),
    },
  },
  'motion.preview': {
    happy: async (client) => {
      const { kit } = await client['motion.preview']({ stillId: await personSample(client), longSide: 320 })
      expect(kit).toMatch(/^sha256-/)
    },
    failing: {
      ...givenClip((client, id) => client['motion.preview']({ stillId: id })),
      'asset.not-found': (client) => client['motion.preview']({ stillId: NOBODY }),
    },
  },
  'motion.templates': {
    happy: async (client) => {
      const { builtIn } = await client['motion.templates']({})
      expect(builtIn.map(({ name }) => name)).toEqual(['runway', 'spin', 'macro', 'spotlight'])
    },
  },
  'motion.save-template': {
    happy: async (client) => {
      const template = { version: 1, name: 'Slow', brand: 'Nord', direction: { camera: { amount: 0.2 } } } as const
      const { saved } = await client['motion.save-template']({ template })
      expect(saved).toContainEqual(expect.objectContaining({ name: 'Slow', brand: 'Nord' }))
    },
  },
  'motion.forget-template': {
    happy: async (client) => {
      await client['motion.save-template']({ template: { version: 1, name: 'Passing', direction: {} } })
      const { forgotten } = await client['motion.forget-template']({ name: 'Passing' })
      expect(forgotten.name).toBe('Passing')
      expect((await client['motion.templates']({})).saved.map(({ name }) => name)).not.toContain('Passing')
    },
    failing: { 'motion.template-not-found': (client) => client['motion.forget-template']({ name: 'Nothing' }) },
  },
  'motion.translate': {
    happy: async (client) => {
      const said = await client['motion.translate']({ direction: {}, provider: 'fal:kling-2.5-turbo' })
      expect(said.parameters['duration']).toBe('5')
      expect(said.told).toContainEqual({ control: 'seed', how: 'unsupported' })
    },
  },
  'judge.start': {
    happy: async (client) => {
      const id = await importSample(client)
      const { jobId } = await client['judge.start']({ resultId: id, garmentId: id })
      // On a busy machine it has ended by then: what it judges is a drawing.
      await client['jobs.cancel']({ id: jobId }).catch((thrown: unknown) => expect(thrown).toMatchObject({ code: 'job.illegal-move' }))
      expect((await ended(client, jobId)).kind).toBe('judge')
    },
    failing: {
      ...givenClip(async (client, id) => client['judge.start']({ resultId: await importSample(client), garmentId: id })),
      'asset.not-found': async (client) => client['judge.start']({ resultId: await importSample(client), garmentId: NOBODY }),
    },
  },
  'jobs.list': {
    happy: async (client) => expect(await client['jobs.list']({ states: ['succeeded'], limit: 1 })).toMatchObject({ paused: false }),
    failing: { 'request.invalid': (client) => client['jobs.list']({ cursor: 'of another list' }) },
  },
  'jobs.get': {
    happy: async (client) => expect((await client['jobs.get']({ id: await poseJob(client) })).kind).toBe('pose'),
    failing: { 'job.not-found': (client) => client['jobs.get']({ id: NO_JOB }) },
  },
  'jobs.cancel': {
    happy: (client) => paused(client, async (id) => expect((await client['jobs.cancel']({ id })).state).toBe('canceled')),
    failing: {
      'job.not-found': (client) => client['jobs.cancel']({ id: NO_JOB }),
      'job.illegal-move': async (client) => {
        const id = await poseJob(client)
        await ended(client, id)
        return client['jobs.cancel']({ id })
      },
    },
  },
  'jobs.retry': {
    happy: (client) =>
      paused(client, async (id) => {
        await client['jobs.cancel']({ id })
        expect((await client['jobs.retry']({ id })).state).toBe('queued')
        await client['jobs.cancel']({ id })
      }),
    failing: {
      'job.not-found': (client) => client['jobs.retry']({ id: NO_JOB }),
      'job.illegal-move': async (client) => {
        const id = await poseJob(client)
        await ended(client, id)
        return client['jobs.retry']({ id })
      },
    },
  },
  'jobs.prioritise': {
    happy: (client) =>
      paused(client, async (id) => {
        expect((await client['jobs.prioritise']({ id, priority: 7 })).priority).toBe(7)
        await client['jobs.cancel']({ id })
      }),
    failing: { 'job.not-found': (client) => client['jobs.prioritise']({ id: NO_JOB, priority: 1 }) },
  },
  'jobs.reorder': {
    happy: (client) =>
      paused(client, async (first) => {
        const { assets } = await client['library.list']({ kind: 'picture' })
        const { jobId: second } = await client['pose.start']({ assetId: assets[0]?.id ?? NOBODY })
        const before = await client['jobs.get']({ id: second })
        expect(await client['jobs.reorder']({ ids: [second, first] })).toEqual({ moved: 2 })
        expect((await client['jobs.get']({ id: second })).priority).toBe(before.priority)
        for (const id of [first, second]) await client['jobs.cancel']({ id })
      }),
    failing: {
      'job.not-found': (client) => client['jobs.reorder']({ ids: [NO_JOB] }),
      'job.illegal-move': async (client) => {
        const id = await poseJob(client)
        await ended(client, id)
        return client['jobs.reorder']({ ids: [id] })
      },
    },
  },
  'jobs.forget': {
    happy: (client) =>
      paused(client, async (id) => {
        await client['jobs.cancel']({ id })
        expect(await client['jobs.forget']({ ids: [id] })).toEqual({ ids: [id] })
        expect((await client['jobs.list']({ states: ['canceled'] })).jobs.map((job) => job.id)).not.toContain(id)
        expect((await client['jobs.get']({ id })).state).toBe('canceled')
        await client['jobs.recall']({ ids: [id] })
      }),
    failing: {
      'job.not-found': (client) => client['jobs.forget']({ ids: [NO_JOB] }),
      'job.illegal-move': async (client) => {
        const id = await poseJob(client)
        await ended(client, id)
        return client['jobs.forget']({ ids: [id] })
      },
    },
  },
  'jobs.recall': {
    happy: (client) =>
      paused(client, async (id) => {
        await client['jobs.cancel']({ id })
        await client['jobs.forget']({ ids: [id] })
        expect(await client['jobs.recall']({ ids: [id] })).toEqual({ ids: [id] })
        expect((await client['jobs.list']({ states: ['canceled'] })).jobs.map((job) => job.id)).toContain(id)
      }),
    failing: { 'job.not-found': (client) => client['jobs.recall']({ ids: [NO_JOB] }) },
  },
  'jobs.count': {
    happy: async (client) => {
      await ended(client, await poseJob(client))
      expect((await client['jobs.count']({})).counts.succeeded).toBeGreaterThan(1)
    },
  },
  'jobs.history': {
    happy: async (client) => {
      const id = await poseJob(client)
      await ended(client, id)
      const moves = (await client['jobs.history']({ id })).events.map(({ to }) => to)
      expect(moves).toEqual(['queued', 'running', 'succeeded'])
    },
    failing: { 'job.not-found': (client) => client['jobs.history']({ id: NO_JOB }) },
  },
  'jobs.pause': {
    happy: async (client) => {
      expect(await client['jobs.pause']({})).toEqual({ paused: true })
      expect((await client['jobs.list']({})).paused).toBe(true)
      await client['jobs.resume']({})
    },
  },
  'jobs.resume': { happy: async (client) => expect(await client['jobs.resume']({})).toEqual({ paused: false }) },
}

let studio: TempStudio
let emulator: Emulator
let host: Host
let pages: string
const clients = {} as Record<'port' | 'http' | 'socket' | 'ipc', Client<StudioContract>>

beforeAll(async () => {
  emulator = await startEmulator()
  Object.assign(process.env, environmentFor(emulator.bases))
  studio = await openTempStudio({ cloudTiming: { longestPollMs: 5, reconcileAfterMs: 5, reconcileForMs: 50 } })
  pages = await mkdtemp(join(tmpdir(), 'drape-pages-'))
  host = await openHost({ core: studio.core, libraryFolder: studio.libraryFolder, pagesFolder: pages, version: '0' })
  const door = await host.listen(0)
  const file = await readHostFile(studio.libraryFolder)
  if (file === undefined) throw new Error('The host wrote no file')
  clients.port = studio.core.client
  clients.http = createClient<StudioContract>(httpSend(door.origin, door.token))
  clients.socket = createSocketClient(file)
  clients.ipc = createClient<StudioContract>(ipcSend())
})

afterAll(async () => {
  await host.close()
  await studio[Symbol.asyncDispose]()
  await emulator.close()
  await rm(pages, { recursive: true })
})

function httpSend(origin: string, token: string): Send {
  return async (name, input) => {
    const response = await fetch(`${origin}/rpc/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    })
    return (await response.json()) as Reply
  }
}

/** Electron's main and preload over real structured clone. */
function ipcSend(): Send {
  const handlers = new Map<string, (event: unknown, value: unknown) => unknown>()
  const listen = (channel: string, handler: never): void => void handlers.set(channel, handler)
  bindIpc({ handle: listen, on: listen } as never, { dispatch: studio.core.dispatch, isTrusted: () => true })
  const event = { sender: { id: 1 } }
  let id = 0
  const renderer = {
    invoke: async (channel: string, value: unknown) => structuredClone(await handlers.get(channel)?.(event, structuredClone(value))),
    send: (channel: string, value: unknown) => void handlers.get(channel)?.(event, structuredClone(value)),
  }
  return createIpcSend(renderer as never, () => String(id++))
}

describe.each(['port', 'http', 'socket', 'ipc'] as const)('the contract over %s', (transport) => {
  // A page may not name paths of this machine; that refusal is what the happy call gives over HTTP.
  const isRefused = (name: Name): boolean => transport === 'http' && name === 'library.import-paths'

  it.each(Object.keys(CASES) as Name[])('%s does what it says', async (name) => {
    if (isRefused(name)) await expect(CASES[name].happy(clients[transport])).rejects.toMatchObject({ code: 'request.forbidden' })
    else await CASES[name].happy(clients[transport])
  })

  // Over socket and IPC an error goes the way it goes over the port: one of each procedure shows it. HTTP has a status for each.
  const most = transport === 'socket' || transport === 'ipc' ? 1 : Number.POSITIVE_INFINITY
  const failing = (Object.entries(CASES) as [Name, Case][]).flatMap(([name, one]) =>
    Object.entries(one.failing ?? {})
      .slice(0, most)
      .map(([code, call]) => [name, code, call] as const),
  )
  it.each(failing)('%s gives %s', async (name, code, call) => {
    expect(studioContract[name].errors).toContain(code)
    const error = await call(clients[transport]).then(
      () => undefined,
      (thrown: unknown) => StudioError.from(thrown),
    )
    expect(error?.code).toBe(code)
    expect(error?.stack).not.toContain(studio.libraryFolder)
  })

  it.each(Object.keys(CASES) as Name[])('%s refuses what is no input', async (name) => {
    const call = clients[transport][name] as (input: unknown) => Promise<unknown>
    await expect(call('no object')).rejects.toMatchObject({ code: isRefused(name) ? 'request.forbidden' : 'request.invalid' })
  })
})
