import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { StudioContract } from '../../../app/contract/contract.ts'
import type { Client } from '../../../app/contract/define.ts'
import type { DesktopContract, HostEvent } from '../../../app/contract/desktop.ts'
import type { StudioEvent } from '../../../app/contract/events.ts'
import { createClient } from '../../../app/rpc/client.ts'
import type { Bridge } from '../../../app/rpc/client-over-bridge.ts'

declare global {
  /** What the preload gives to the page. */
  const drape: Bridge<StudioEvent | HostEvent>
  interface Window {
    /** What a test has heard in this page. */
    heard: (StudioEvent | HostEvent)[]
  }
}

export type WindowClient = Client<StudioContract & DesktopContract>

/** A page without any script of its own: what a test does in it is all that happens. */
export async function makeBarePage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'drape-page-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><html lang="en"><title>Drape</title><body><h1>Bare</h1></body></html>')
  return folder
}

let calls = 0

/** The contract over page, bridge, preload, IPC and main process. */
export function clientOf(page: Page): WindowClient {
  return createClient<StudioContract & DesktopContract>(async (name, input, signal) => {
    const call = { id: `test-${++calls}`, name, input }
    signal?.addEventListener('abort', () => void page.evaluate((id) => drape.cancel(id), call.id), { once: true })
    return await page.evaluate((one) => drape.call(one), call)
  })
}

/** Hears events in the page from `seq` on, into `window.heard`. */
export async function listenIn(page: Page, seq = 0): Promise<void> {
  await page.evaluate(async (after) => {
    window.heard = []
    drape.onEvent((event) => window.heard.push(event))
    await drape.call({ id: `listen-${Math.random()}`, name: 'host.listen', input: { seq: after } })
  }, seq)
}
