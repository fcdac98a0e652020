import { parentPort, workerData } from 'node:worker_threads'
import { StudioError } from '../domain/errors.ts'
import { secretStoreOver } from '../platform/secret-port.ts'
import { servePort } from '../rpc/port.ts'
import { workerPort } from '../workers/thread-port.ts'
import { coreSettings } from './core-settings.ts'
import type { CoreData } from './open-core.ts'
import { createStudio } from './studio.ts'

/**
 * The core thread: the whole studio behind one port. First notice: `ready`, or `failed` with what kept the library from
 * being opened; then the events.
 */
if (parentPort === null) throw new Error('This module runs in a worker thread')
const port = workerPort(parentPort)
try {
  const { secrets, ...settings } = workerData as CoreData
  const systemStore = secrets === null ? undefined : secretStoreOver(secrets.port, secrets.name)
  const studio = await createStudio(coreSettings.parse(settings), { systemStore })
  studio.listen((event) => port.post({ kind: 'notice', notice: { type: 'event', event } }))
  servePort(port, { createAborter: () => new AbortController(), dispatchFor: () => studio.dispatch })
  port.post({ kind: 'notice', notice: { type: 'ready' } })
} catch (thrown) {
  port.post({ kind: 'notice', notice: { type: 'failed', error: StudioError.from(thrown).toShape() } })
}
