import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { MIGRATIONS, schemaVersion } from '../db/migrate.ts'
import { type Db, openForReading } from '../db/open.ts'
import { StudioError } from '../domain/errors.ts'
import { artifactId } from '../domain/ids.ts'
import { canonicalJson } from '../domain/json.ts'
import { openArtifacts } from '../platform/artifacts.ts'
import { hashFile, isMissing, storageError } from '../platform/files.ts'
import { type AssetRow, attachmentsOf } from './asset-rows.ts'
import { CHECK_IDS, type DoctorReport, type Problem } from './doctor-report.ts'
import { checkDocuments } from './documents/check-documents.ts'
import { databaseState, readIdentity } from './identity.ts'
import { type KeptFiles, listKeptFiles } from './kept-files.ts'
import { databasePath, tempFolder } from './layout.ts'
import { identityInDatabase } from './open-library.ts'
import { readAssetRecords } from './records.ts'
import { type KeptAsset, readSidecar } from './sidecar.ts'

type CheckId = (typeof CHECK_IDS)[number]

export interface DoctorOptions {
  /** Reads every precious file and compares its hash; without it sizes only. */
  readonly verify?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number) => void
}

const REBUILD = 'Run `drape doctor --rebuild`; the database is kept under another name'
const RESTORE = 'Restore the file from a backup'

/**
 * Examines a library folder without changing a byte of it; a host may have it open.
 *
 * @throws StudioError `storage.failed` when the folder itself cannot be read; an abort passes through.
 */
export async function examine(folder: string, options: DoctorOptions = {}): Promise<DoctorReport> {
  const findings = new Map<CheckId, { details: string; problems: Problem[] }>()
  const note = (id: CheckId, details: string, problems: Problem[] = []): void => void findings.set(id, { details, problems })
  note('identity', ...(await checkIdentity(folder)))
  const db = await openIfSound(folder, note)
  try {
    if (db !== undefined) await checkIndex({ folder, db, note, options })
  } finally {
    db?.close()
  }
  note('unfinished', ...(await checkUnfinished(folder)))
  const checks = CHECK_IDS.map((id) => {
    const finding = findings.get(id)
    return {
      id,
      ok: finding !== undefined && finding.problems.length === 0,
      details: finding?.details ?? 'Not looked at: the database cannot be used',
    }
  })
  const problems = CHECK_IDS.flatMap((id) => findings.get(id)?.problems ?? [])
  return { ok: problems.length === 0, checks, problems }
}

type Finding = [details: string, problems: Problem[]]
type Note = (id: CheckId, details: string, problems?: Problem[]) => void

async function checkIdentity(folder: string): Promise<Finding> {
  const wrong = (message: string): Finding => [message, [{ code: 'library.damaged', path: 'library.json', message, action: REBUILD }]]
  try {
    const identity = await readIdentity(folder)
    return identity === undefined ? wrong('library.json is missing') : [`Library ${identity.libraryId}`, []]
  } catch (thrown) {
    if (thrown instanceof StudioError && thrown.code === 'library.damaged') return wrong('library.json cannot be read')
    throw thrown
  }
}

/** Judges the database; open only if the rest can be asked of it. */
async function openIfSound(folder: string, note: Note): Promise<Db | undefined> {
  const state = await databaseState(folder)
  if (state !== 'plausible') {
    const code = state === 'foreign' ? 'library.foreign' : 'library.damaged'
    const problem: Problem = { code, path: 'library.db', message: `The database is ${state}`, action: REBUILD }
    note('database', problem.message, [problem])
    return undefined
  }
  const db = openForReading(databasePath(folder))
  try {
    const problems = judge(db, await readIdentity(folder).catch(() => undefined))
    note('database', problems.length === 0 ? 'integrity_check: ok' : (problems[0]?.message ?? ''), problems)
    if (problems.length === 0) return db
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    note('database', message, [{ code: 'library.damaged', path: 'library.db', message, action: REBUILD }])
  }
  db.close()
  return undefined
}

function judge(db: Db, identity: { readonly libraryId: string } | undefined): Problem[] {
  const problem = (code: Problem['code'], message: string, action: string): Problem => ({ code, path: 'library.db', message, action })
  const newest = MIGRATIONS.at(-1)?.id ?? 0
  if (schemaVersion(db) > newest) return [problem('library.too-new', 'It was written by a newer version', 'Update this program')]
  const result = db.prepare<[], { integrity_check: string }>('PRAGMA integrity_check(20)').all()
  if (result[0]?.integrity_check !== 'ok') return result.map((row) => problem('library.damaged', row.integrity_check, REBUILD))
  if (identity !== undefined && identityInDatabase(db)?.libraryId !== identity.libraryId) {
    return [problem('library.foreign', 'It belongs to another library', REBUILD)]
  }
  return []
}

interface Examination {
  readonly folder: string
  readonly db: Db
  readonly note: Note
  readonly options: DoctorOptions
}

async function checkIndex({ folder, db, note, options }: Examination): Promise<void> {
  note('schema', `Version ${schemaVersion(db)}`)
  const rows = db.prepare<[], AssetRow>(/* sql */ 'SELECT * FROM assets ORDER BY row').all()
  const kept = await listKeptFiles(folder)
  note('files', `${rows.length} assets, ${kept.files.length} files`, await checkFiles(folder, { rows, kept, db }))
  note('sidecars', `${kept.described.size} sidecars`, await checkSidecars(folder, { rows, kept, db }))
  note('thumbnails', 'Thumbnails can be made again', await checkThumbnails(folder, rows))
  note('documents', ...(await checkDocuments({ folder, db }, options)))
  if (options.verify === true)
    note('contents', `${rows.length} files read and compared`, await checkContents(folder, { rows, db, options }))
  else note('contents', 'Not read; use --verify')
}

/** Rows without files, files without rows, files of another size. */
async function checkFiles(
  folder: string,
  facts: { readonly rows: readonly AssetRow[]; readonly kept: KeptFiles; readonly db: Db },
): Promise<Problem[]> {
  const problems: Problem[] = []
  const known = new Set(facts.rows.map((row) => row.path))
  for (const { path, sizeBytes } of [
    ...facts.rows.map((row) => ({ path: row.path, sizeBytes: row.size_bytes })),
    ...attachmentFiles(facts.db),
  ]) {
    const size = await sizeOf(join(folder, ...path.split('/')))
    if (size === undefined) problems.push({ code: 'asset.blob-missing', path, message: 'The file is missing', action: RESTORE })
    else if (size !== sizeBytes)
      problems.push({ code: 'asset.blob-damaged', path, message: `The file has ${size} bytes, not ${sizeBytes}`, action: RESTORE })
  }
  for (const path of facts.kept.files) {
    if (!known.has(path)) problems.push({ code: 'asset.not-found', path, message: 'The file is not in the index', action: REBUILD })
  }
  return problems
}

async function checkSidecars(
  folder: string,
  facts: { readonly rows: readonly AssetRow[]; readonly kept: KeptFiles; readonly db: Db },
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const row of facts.rows) {
    const found = await readSidecar(join(folder, ...row.path.split('/')))
    if (typeof found === 'string') {
      problems.push({ code: 'file.unreadable', path: `${row.path}.json`, message: `The sidecar is ${found}`, action: REBUILD })
    } else if (!agree(found, row, facts.db)) {
      // SQLite has no checksums (36 of 60 flipped pages pass its own check), so the index is held against the sidecars.
      problems.push({ code: 'library.damaged', path: row.path, message: 'Index and sidecar disagree', action: REBUILD })
    }
  }
  const files = new Set(facts.kept.files)
  for (const path of facts.kept.described) {
    if (!files.has(path))
      problems.push({ code: 'asset.blob-missing', path, message: 'A sidecar describes a file that is not there', action: RESTORE })
  }
  const { unreadable } = await readAssetRecords(folder)
  // One torn line is what power loss leaves and harms nothing; more is damage.
  if (unreadable > 1) {
    problems.push({ code: 'file.unreadable', path: 'records/assets.jsonl', message: `${unreadable} lines cannot be read`, action: RESTORE })
  }
  return problems
}

/** Thumbnails apart, which may have been made again under another hash. */
function agree(described: KeptAsset, row: AssetRow, db: Db): boolean {
  const { thumbnails: _made, attachments, ...facts } = described
  const indexed = {
    id: row.id,
    origin: row.origin,
    name: row.name,
    path: row.path,
    type: row.type,
    hash: row.hash,
    sizeBytes: row.size_bytes,
    width: row.width,
    height: row.height,
    frames: row.frames,
    createdAt: row.created_at,
    clip: row.clip === null ? null : JSON.parse(row.clip),
    lineage: row.lineage === null ? null : JSON.parse(row.lineage),
  }
  const byRole = [...attachments].sort((a, b) => (a.role < b.role ? -1 : 1))
  return canonicalJson(facts) === canonicalJson(indexed) && canonicalJson(byRole) === canonicalJson(attachmentsOf(db, row.id))
}

async function checkThumbnails(folder: string, rows: readonly AssetRow[]): Promise<Problem[]> {
  const artifacts = openArtifacts(folder, { cacheBytes: 0 })
  const problems: Problem[] = []
  for (const row of rows) {
    for (const id of [row.thumb_small, row.thumb_large]) {
      const known = artifactId.safeParse(id)
      // An id that is none: the row is damaged where SQLite cannot see it.
      const place = known.success ? await artifacts.locate(known.data) : undefined
      if (place === undefined) {
        problems.push({ code: 'asset.blob-missing', path: row.path, message: 'A thumbnail is missing', action: REBUILD })
        break
      }
    }
  }
  return problems
}

async function checkContents(
  folder: string,
  facts: { readonly rows: readonly AssetRow[]; readonly db: Db; readonly options: DoctorOptions },
): Promise<Problem[]> {
  const problems: Problem[] = []
  const files = [...facts.rows.map(({ path, hash }) => ({ path, hash })), ...attachmentFiles(facts.db)]
  for (const [index, { path, hash }] of files.entries()) {
    facts.options.signal?.throwIfAborted()
    const absolute = join(folder, ...path.split('/'))
    // What is missing has been reported by the look at the files.
    if ((await sizeOf(absolute)) !== undefined && (await hashFile(absolute, facts.options.signal)).hash !== hash) {
      problems.push({ code: 'asset.blob-damaged', path, message: 'The content has changed', action: RESTORE })
    }
    facts.options.onProgress?.((index + 1) / files.length)
  }
  return problems
}

/** Left-overs in tmp are swept at the next start; they are told, not held against the library. */
async function checkUnfinished(folder: string): Promise<Finding> {
  const names = await readdir(tempFolder(folder)).catch((thrown: unknown) => {
    if (isMissing(thrown)) return []
    throw storageError(thrown, folder)
  })
  return [`${names.length} temp files`, []]
}

function attachmentFiles(db: Db): { path: string; hash: string; sizeBytes: number }[] {
  const sql = /* sql */ 'SELECT DISTINCT path, hash, size_bytes AS sizeBytes FROM attachments ORDER BY path'
  return db.prepare<[], { path: string; hash: string; sizeBytes: number }>(sql).all()
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch (thrown) {
    if (isMissing(thrown)) return undefined
    throw storageError(thrown, path)
  }
}
