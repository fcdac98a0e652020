import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Handlers } from '../../contract/define.ts'
import type { libraryContract } from '../../contract/library.ts'
import { StudioError } from '../../domain/errors.ts'
import type { AssetId } from '../../domain/ids.ts'
import { getAsset, listAssets, restoreAsset, trashAsset } from '../../library/assets.ts'
import { uploadPath } from '../uploads.ts'
import type { StudioContext } from './context.ts'

export function libraryHandlers(context: StudioContext): Handlers<typeof libraryContract> {
  const { library, queue } = context
  /** Looks all of them up before the first is moved: an id that is wrong changes nothing. */
  const moveAll = async (ids: readonly AssetId[], move: (id: AssetId) => Promise<unknown>): Promise<{ moved: number }> => {
    for (const id of ids) getAsset(library, id)
    for (const id of ids) await move(id)
    context.announceLibrary()
    return { moved: ids.length }
  }
  return {
    'library.import-paths': ({ paths }) => {
      if (!context.host.capabilities.pathImport) throw new StudioError('request.forbidden', 'This host takes no paths; upload the files')
      return { jobId: queue.enqueue('import', { sources: paths.map((path) => ({ path })), origin: 'import', areUploads: false }).id }
    },
    'library.import-uploads': async ({ uploads }) => {
      const sources = uploads.map(({ id, name }) => ({ path: uploadPath(library.folder, id), name }))
      for (const source of sources) await stat(source.path).catch((cause: unknown) => Promise.reject(notUploaded(source.name, cause)))
      return { jobId: queue.enqueue('import', { sources, origin: 'import', areUploads: true }).id }
    },
    'library.import-sample': async () => {
      const names = await readdir(context.samplesFolder).catch((cause: unknown) => Promise.reject(notUploaded('samples', cause)))
      const sources = names.filter((name) => name.endsWith('.jpg')).map((name) => ({ path: join(context.samplesFolder, name), name }))
      return { jobId: queue.enqueue('import', { sources, origin: 'sample', areUploads: false }).id }
    },
    'library.list': ({ limit, cursor, origin, trashed }) => {
      const { assets, nextCursor } = listAssets(library, {
        limit,
        trashed,
        cursor: cursor ?? null,
        ...(origin === undefined ? {} : { origin }),
      })
      return { assets: [...assets], nextCursor }
    },
    'library.get': ({ id }) => getAsset(library, id),
    'library.trash': ({ ids }) => moveAll(ids, (id) => trashAsset(library, id)),
    'library.restore': ({ ids }) => moveAll(ids, (id) => restoreAsset(library, id)),
  }
}

const notUploaded = (name: string, cause: unknown): StudioError =>
  new StudioError('file.not-found', 'The file is not there', { details: { file: name }, cause })
