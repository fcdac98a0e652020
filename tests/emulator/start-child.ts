import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { connectControl, type RemoteControl } from './core/control.ts'
import type { Emulator } from './start-emulator.ts'

/** An emulator in a process of its own: it outlives the studio that is killed. Its control answers later. */
export interface EmulatorChild extends Omit<Emulator, 'control'> {
  readonly control: RemoteControl
  readonly pid: number
}

/** `pace`: work is done after a number of polls, or takes some seconds, as a person would see it. */
export async function startEmulatorChild({
  seed = 1,
  port = 0,
  pace = 'polls',
}: {
  readonly seed?: number
  readonly port?: number
  readonly pace?: 'polls' | 'clock'
} = {}): Promise<EmulatorChild> {
  const args = ['--seed', String(seed), '--port', String(port), '--with-parent', ...(pace === 'clock' ? ['--clock'] : [])]
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const { origin, bases, keys } = JSON.parse(await firstLine(child)) as Pick<Emulator, 'origin' | 'bases' | 'keys'>
  return {
    origin,
    bases,
    keys,
    control: connectControl(origin),
    pid: child.pid ?? 0,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The emulator ended with ${code} before it said where it is`)))
    if (child.stdout !== null) createInterface(child.stdout).once('line', resolve)
  })
}
