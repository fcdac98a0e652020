import type { Handlers } from '../../contract/define.ts'
import type { storageContract } from '../../contract/storage.ts'
import { measureStorage } from '../../library/measure-storage.ts'
import type { StudioContext } from './context.ts'

export function storageHandlers({ library, queue }: StudioContext): Handlers<typeof storageContract> {
  return {
    'storage.measure': async (_input, { signal }) => {
      const { kinds, freeBytes } = await measureStorage(library.folder, signal)
      return { kinds: [...kinds], freeBytes }
    },
    'storage.clean': () => ({ jobId: queue.enqueue('clean-up', {}).id }),
  }
}
