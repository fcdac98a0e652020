// A worker that answers by name: echo, slow (honours cancel), stubborn (ignores cancel), die.
import { parentPort } from 'node:worker_threads'

const cancelled = new Map()
parentPort.on('message', (message) => {
  if (message.kind === 'cancel') return cancelled.get(message.id)?.()
  const reply = (value) => parentPort.postMessage({ kind: 'reply', id: message.id, reply: { ok: true, value } })
  if (message.name === 'echo') reply(message.input)
  else if (message.name === 'die') process.exit(3)
  else if (message.name === 'progress') {
    parentPort.postMessage({ kind: 'progress', id: message.id, fraction: 0.5 })
    reply('done')
  } else if (message.name === 'slow') cancelled.set(message.id, () => reply('stopped'))
})
