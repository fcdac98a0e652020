import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { assetId, createId } from '../../../app/domain/ids.ts'
import { appendAssetRecords, readAssetRecords } from '../../../app/library/records.ts'
import { systemClock, tempFolder } from '../../support/temp-library.ts'

const id = assetId.parse(createId('ast', systemClock, Math.random))

describe('records', () => {
  it('come back in order; a missing file has none', async () => {
    await using folder = await tempFolder()
    expect(await readAssetRecords(folder.path)).toEqual({ records: [], unreadable: 0 })
    await appendAssetRecords(folder.path, [{ type: 'asset.trashed', at: 1, assetId: id }])
    await appendAssetRecords(folder.path, [{ type: 'asset.restored', at: 2, assetId: id }])
    expect((await readAssetRecords(folder.path)).records.map((record) => record.type)).toEqual(['asset.trashed', 'asset.restored'])
  })

  it('survive a torn line at every byte', async () => {
    await using folder = await tempFolder()
    await mkdir(join(folder.path, 'records'))
    const good = `${JSON.stringify({ type: 'asset.trashed', at: 1, assetId: id })}\n`
    const torn = JSON.stringify({ type: 'asset.restored', at: 2, assetId: id })
    for (let length = 1; length < torn.length; length++) {
      await writeFile(join(folder.path, 'records', 'assets.jsonl'), good + torn.slice(0, length))
      expect(await readAssetRecords(folder.path)).toMatchObject({ records: [{ type: 'asset.trashed' }], unreadable: 1 })
    }
    await appendAssetRecords(folder.path, [{ type: 'asset.purged', at: 3, assetId: id }])
    expect((await readAssetRecords(folder.path)).records.map((record) => record.type)).toEqual(['asset.trashed', 'asset.purged'])
  })
})
