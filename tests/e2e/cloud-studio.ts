import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentFor } from '../emulator/bases.ts'
import { type EmulatorChild, startEmulatorChild } from '../emulator/start-child.ts'
import { CreatePage, ProvidersPage } from './pages/cloud-pages.ts'
import { test as base, StudioProcess } from './studio.ts'

/** Tests get a studio whose services are emulated in a process of their own, which outlives the studio when that is killed. */
export const test = base.extend<{ emulator: EmulatorChild; providers: ProvidersPage; create: CreatePage }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern.
  emulator: async ({}, use) => {
    const emulator = await startEmulatorChild()
    // Small pictures are as good as large ones here.
    await emulator.control.maxSide(512)
    await use(emulator)
    await emulator.close()
  },
  studio: async ({ emulator }, use) => {
    const library = await mkdtemp(join(tmpdir(), 'drape-e2e-'))
    const studio = new StudioProcess(library, undefined, environmentFor(emulator.bases))
    await use(studio)
    await studio.stop()
    await rm(library, { recursive: true, force: true })
  },
  providers: async ({ room, page }, use) => {
    await room.connected()
    await use(new ProvidersPage(page))
  },
  create: async ({ room, page }, use) => {
    await room.connected()
    await use(new CreatePage(page))
  },
})
