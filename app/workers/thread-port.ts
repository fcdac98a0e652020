import type { MessagePort, Worker } from 'node:worker_threads'
import type { Port, PortMessage } from '../rpc/port.ts'

/** The near end of a worker thread, or of any message port. */
export function workerPort(end: Worker | MessagePort): Port {
  return {
    post: (message) => end.postMessage(message),
    listen: (receive) => {
      end.on('message', (message: PortMessage) => receive(message))
    },
  }
}
