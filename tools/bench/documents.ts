import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from '../../app/domain/document/command.ts'
import { picture } from '../../app/domain/document/fill.ts'
import { documentFromPictures } from '../../app/domain/document/from-pictures.ts'
import type { DocumentId } from '../../app/domain/ids.ts'
import {
  applyToDocument,
  createDocument,
  jumpInDocument,
  openDocument,
  redoInDocument,
  undoInDocument,
} from '../../app/library/documents/edit-document.ts'
import { openDocumentStore } from '../../app/library/documents/store.ts'
import { openLibrary } from '../../app/library/open-library.ts'
import { rebuildIndex } from '../../app/library/rebuild.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { openTempStudio } from '../temp-studio.ts'
import { type BenchReport, percentile } from './report.ts'

const COMMANDS = 5_000
/** Points of a stroke: a second of brushing at 60 a second. */
const POINTS = 60
const OPENINGS = 20
const clock = { now: () => Date.now() }

/**
 * A document with a long life: 5,000 commands, two of three of them strokes over two masks. How long it takes to open where nothing
 * is in memory, to paint one stroke more until it is on disk, to undo, to go back to the beginning, and to make the index again.
 */
export async function benchDocuments(): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), 'drape-bench-documents-'))
  const metrics: Record<string, number> = {}
  const { id, applyMs } = await fill(folder)
  metrics['applyP50Ms'] = percentile(applyMs, 0.5)
  metrics['applyP95Ms'] = percentile(applyMs, 0.95)
  metrics['journalMb'] = (await stat(join(folder, 'records', 'documents', `${id}.jsonl`))).size / 1e6
  metrics['indexMb'] = (await stat(join(folder, 'library.db'))).size / 1e6
  Object.assign(metrics, await measureHistory(folder, id))
  Object.assign(metrics, await measureStudio(folder, id))
  await rm(join(folder, 'library.db'))
  const startedMs = performance.now()
  await rebuildIndex({ folder, limits, clock, random: Math.random })
  metrics['rebuildMs'] = performance.now() - startedMs
  await rm(folder, { recursive: true })
  // Opening is a click; a stroke must be down before the next one begins.
  return { metrics, limits: { openP95Ms: { max: 500 }, applyP95Ms: { max: 50 } } }
}

async function fill(folder: string): Promise<{ id: DocumentId; applyMs: number[] }> {
  using library = await openLibrary({ folder, clock, random: Math.random })
  const store = await openDocumentStore(library)
  const shown = picture.parse({ assetId: `ast_${'0'.repeat(20)}`, hash: '0'.repeat(64), width: 4000, height: 6000 })
  const named = ['Person', 'Garment'].map((name) => ({ name, picture: shown }))
  const { id, revision } = await createDocument(store, documentFromPictures('Long life', named))
  let baseRevision = revision
  const applyMs: number[] = []
  for (let i = 0; i < COMMANDS; i++) {
    const startedMs = performance.now()
    ;({ revision: baseRevision } = await applyToDocument(store, id, { baseRevision, commands: [commandAt(i)] }))
    applyMs.push(performance.now() - startedMs)
  }
  return { id, applyMs: applyMs.slice(-1000) }
}

function commandAt(i: number): Command {
  const layerId = `layer-${1 + (i % 2)}`
  if (i < 2) return { type: 'set-mask', layerId, patch: {} }
  if (i % 3 === 0) return { type: 'set-layer', layerId, patch: { opacity: (i % 100) / 100 } }
  const points = Array.from({ length: POINTS }, (_, k): [number, number] => [share(i * 0.37 + k * 0.004), share(i * 0.61 + k * 0.0021)])
  const stroke = {
    id: `s${i}`,
    mode: i % 5 === 0 ? 'erase' : 'add',
    width: 0.02,
    hardness: 0.8,
    points,
    pressure: null,
    followEdges: false,
  } as const
  return { type: 'add-stroke', layerId, stroke }
}

const share = (value: number): number => Math.round((value % 1) * 1e5) / 1e5

/** The store alone, opened anew for each look. */
async function measureHistory(folder: string, id: DocumentId): Promise<Record<string, number>> {
  const openMs: number[] = []
  const undoMs: number[] = []
  for (let i = 0; i < OPENINGS; i++) {
    using library = await openLibrary({ folder, clock, random: Math.random })
    const store = await openDocumentStore(library)
    const startedMs = performance.now()
    const opened = await openDocument(store, id)
    openMs.push(performance.now() - startedMs)
    const undoneMs = performance.now()
    const { revision } = await undoInDocument(store, id, opened.revision)
    undoMs.push(performance.now() - undoneMs)
    await redoInDocument(store, id, revision)
  }
  using library = await openLibrary({ folder, clock, random: Math.random })
  const store = await openDocumentStore(library)
  const { revision, step } = await openDocument(store, id)
  const startedMs = performance.now()
  const jumped = await jumpInDocument(store, id, { baseRevision: revision, step: Math.floor(step * 0.37) })
  const jumpMs = performance.now() - startedMs
  await jumpInDocument(store, id, { baseRevision: jumped.revision, step })
  return { openP50Ms: percentile(openMs, 0.5), openP95Ms: percentile(openMs, 0.95), undoP95Ms: percentile(undoMs, 0.95), jumpMs }
}

/** The way of a page: dispatch, schemas and the port included; the first time with nothing in memory. */
async function measureStudio(folder: string, id: DocumentId): Promise<Record<string, number>> {
  await using studio = await openTempStudio({ libraryFolder: folder })
  const startedMs = performance.now()
  const { document } = await studio.core.client['documents.open']({ id })
  const studioOpenMs = performance.now() - startedMs
  const againMs = performance.now()
  await studio.core.client['documents.open']({ id })
  return { studioOpenMs, studioOpenAgainMs: performance.now() - againMs, documentMb: JSON.stringify(document).length / 1e6 }
}
