import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Handlers } from '../../contract/define.ts'
import type { LibraryChange } from '../../contract/events.ts'
import type { libraryContract } from '../../contract/library.ts'
import { StudioError } from '../../domain/errors.ts'
import { countAssets, listAssetIds, listAssets } from '../../library/asset-list.ts'
import { getAsset, restoreAssets, trashAssets } from '../../library/assets.ts'
import { markAssets } from '../../library/mark-assets.ts'
import { readThumbnails } from '../../library/thumbnails.ts'
import { uploadPath } from '../uploads.ts'
import type { StudioContext } from './context.ts'

export function libraryHandlers(context: StudioContext): Handlers<typeof libraryContract> {
  const { library, queue } = context
  const told = async <T>(change: LibraryChange, work: Promise<T>): Promise<T> => {
    const answer = await work
    context.announceLibrary(change)
    return answer
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
    'library.list': ({ cursor, ...options }) => {
      const { assets, nextCursor } = listAssets(library, { ...options, cursor: cursor ?? null })
      return { assets: [...assets], nextCursor }
    },
    'library.count': (filter) => ({
      matching: countAssets(library, filter),
      kept: countAssets(library, {}),
      trashed: countAssets(library, { trashed: true }),
    }),
    'library.ids': (options) => ({ ids: listAssetIds(library, options) }),
    'library.mark': async ({ marks }) => {
      const before = await told({ kind: 'marked', marks }, markAssets(library, marks))
      return { before: before.map((mark) => ({ ...mark, ids: [...mark.ids] })) }
    },
    'library.get': ({ id }) => getAsset(library, id),
    'library.thumbnails': async ({ hashes }) => ({ thumbnails: await readThumbnails(library, hashes) }),
    'library.trash': async ({ ids }) => ({ moved: await told({ kind: 'trashed', ids }, trashAssets(library, ids)) }),
    'library.restore': async ({ ids }) => ({ moved: await told({ kind: 'restored', ids }, restoreAssets(library, ids)) }),
  }
}

const notUploaded = (name: string, cause: unknown): StudioError =>
  new StudioError('file.not-found', 'The file is not there', { details: { file: name }, cause })
