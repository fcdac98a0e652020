import { parseArgs } from 'node:util'
import { startEmulator } from './start-emulator.ts'

/** An emulator in a process of its own: `node main.ts [--port N] [--seed N] [--clock] [--with-parent]`. Its first line is JSON of where it is. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    clock: { type: 'boolean', default: false },
    'with-parent': { type: 'boolean', default: false },
  },
})
const emulator = await startEmulator({ port: Number(values.port), seed: Number(values.seed) })
// For a person who watches; tests count polls.
if (values.clock) emulator.control.timeline({ by: 'clock', queueMs: 1_500, runMs: 6_000 })
process.stdout.write(`${JSON.stringify({ origin: emulator.origin, bases: emulator.bases, keys: emulator.keys })}\n`)
// Ends with the process that started it, however that ends.
if (values['with-parent']) process.stdin.resume().once('end', () => process.exit(0))
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    void emulator.close().then(() => process.exit(0))
  })
}
