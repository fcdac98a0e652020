/**
 * A host that imports, keeps, trashes and purges, for tests that kill it: `node import-host.ts <library> <folder of pictures>`.
 * Prints one line `acknowledged <hash>` for each picture whose import was reported as done.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { listAssets } from '../../../app/library/asset-list.ts'
import { commitImport, purgeTrash, trashAssets } from '../../../app/library/assets.ts'
import { openLibrary } from '../../../app/library/open-library.ts'
import { prepareImport } from '../../../app/library/prepare-import.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../../app/platform/config.ts'

const [folder = '', source = '', then = ''] = process.argv.slice(2)
const library = await openLibrary({ folder, clock: { now: () => Date.now() }, random: Math.random })
for (const name of (await readdir(source)).sort()) {
  const prepared = await prepareImport({ sourcePath: join(source, name), libraryFolder: library.folder, limits })
  const { asset } = await commitImport(library, prepared)
  process.stdout.write(`acknowledged ${asset.hash}\n`)
}
if (then === 'purge') {
  for (const asset of listAssets(library).assets) await trashAssets(library, [asset.id])
  for (const id of await purgeTrash(library)) process.stdout.write(`purged ${id}\n`)
}
library.close()
