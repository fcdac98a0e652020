import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { APPLICATION_ID, applicationId, dumpSchema, MIGRATIONS, migrate, schemaVersion } from '../../../app/db/migrate.ts'
import { openDatabase, openForReading } from '../../../app/db/open.ts'
import { tempFolder } from '../../support/temp-library.ts'

const GOLDEN = new URL('../../golden/schema.sql', import.meta.url)

const NEWEST = MIGRATIONS.length

describe('migrations', () => {
  it('lead to the schema that was reviewed (write it anew with DRAPE_UPDATE_GOLDEN=1)', async () => {
    await using folder = await tempFolder()
    const db = openDatabase(join(folder.path, 'x.db'))
    migrate(db, { backupPath: join(folder.path, 'backup.db') })
    const schema = dumpSchema(db)
    db.close()
    if (process.env['DRAPE_UPDATE_GOLDEN'] === '1') await writeFile(GOLDEN, schema)
    expect(schema).toBe(await readFile(GOLDEN, 'utf8'))
  })

  it('are numbered from 1 without gaps', () => {
    expect(MIGRATIONS.map((migration) => migration.id)).toEqual(MIGRATIONS.map((_, index) => index + 1))
  })

  it('back up a database that holds data before they change it', async () => {
    await using folder = await tempFolder()
    const backupPath = join(folder.path, 'backup.db')
    const db = openDatabase(join(folder.path, 'x.db'))
    migrate(db, { backupPath, migrations: MIGRATIONS.slice(0, 1) })
    expect(existsSync(backupPath)).toBe(false)
    db.exec(`INSERT INTO library VALUES (1, 'lib', 5)`)
    expect(migrate(db, { backupPath })).toEqual(MIGRATIONS.slice(1).map((migration) => migration.id))
    db.close()
    const backup = openForReading(backupPath)
    expect([schemaVersion(backup), applicationId(backup)]).toEqual([1, APPLICATION_ID])
    expect(backup.prepare('SELECT library_id FROM library').get()).toEqual({ library_id: 'lib' })
    backup.close()
  })

  it('that fail leave the schema before them', async () => {
    await using folder = await tempFolder()
    const db = openDatabase(join(folder.path, 'x.db'))
    const broken = { id: NEWEST + 1, name: 'broken', up: 'CREATE TABLE half (a) ; CREATE TABLE half (a)' }
    expect(() => migrate(db, { backupPath: join(folder.path, 'b.db'), migrations: [...MIGRATIONS, broken] })).toThrow(
      expect.objectContaining({ code: 'storage.failed' }),
    )
    expect(schemaVersion(db)).toBe(NEWEST)
    expect(db.prepare(`SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half'`).get()).toEqual({ n: 0 })
    db.close()
  })

  it('refuse a newer library and leave it alone', async () => {
    await using folder = await tempFolder()
    const db = openDatabase(join(folder.path, 'x.db'))
    migrate(db, { backupPath: join(folder.path, 'b.db') })
    db.pragma('user_version = 99')
    expect(() => migrate(db, { backupPath: join(folder.path, 'b.db') })).toThrow(
      expect.objectContaining({ code: 'library.too-new', details: { found: 99, known: NEWEST } }),
    )
    expect(schemaVersion(db)).toBe(99)
    db.close()
  })
})

describe('openDatabase', () => {
  it('sets what every connection must have', async () => {
    await using folder = await tempFolder()
    const db = openDatabase(join(folder.path, 'x.db'))
    const pragma = (name: string): unknown => db.pragma(name, { simple: true })
    // 2 is FULL.
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys'), pragma('busy_timeout')]).toEqual(['wal', 2, 1, 5000])
    db.close()
  })

  it('calls a file that is no database damaged', async () => {
    await using folder = await tempFolder()
    await writeFile(join(folder.path, 'x.db'), 'no database, but long enough to be looked at by the library '.repeat(20))
    expect(() => openDatabase(join(folder.path, 'x.db'))).toThrow(expect.objectContaining({ code: 'library.damaged' }))
  })
})
