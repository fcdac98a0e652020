import type { FaultName } from '../../tests/emulator/core/fault-table.ts'
import { type EmulatorChild, startEmulatorChild } from '../../tests/emulator/start-child.ts'

export type Rates = Readonly<Partial<Record<FaultName, number>>>

/** Chance of each fault, per request that it can happen to. What nobody can get a result out of (gone for good) is left out: it is tested by itself. */
export const EVERY_FAULT: Rates = {
  'reset-before-accept': 0.01,
  'refuse-401': 0.001,
  'refuse-402': 0.002,
  'refuse-403-locked': 0.002,
  'refuse-429': 0.01,
  'refuse-429-bare': 0.01,
  'refuse-500': 0.005,
  'refuse-503': 0.01,
  'refuse-html-502': 0.005,
  'accept-then-reset': 0.02,
  'accept-then-500': 0.01,
  'accept-then-503': 0.01,
  'empty-200': 0.005,
  'malformed-json': 0.005,
  'truncated-json': 0.005,
  'wrong-type': 0.005,
  'html-200': 0.005,
  'html-502': 0.01,
  'download-truncated': 0.03,
  'download-html': 0.02,
  'download-empty': 0.02,
  'url-expires': 0.01,
  'unknown-status': 0.01,
  'job-fails': 0.02,
  moderated: 0.02,
}

/** Services that make small pictures after two looks, and spoil requests by these chances. */
export async function openServices(seed: number, rates: Rates): Promise<EmulatorChild & AsyncDisposable> {
  const emulator = await startEmulatorChild({ seed })
  await emulator.control.timeline({ by: 'polls', pollsUntilDone: 2 })
  await emulator.control.maxSide(64)
  await emulator.control.chaos({ seed, rates })
  return { ...emulator, [Symbol.asyncDispose]: () => emulator.close() }
}
