import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { TryOnPage } from './pages/try-on-page.ts'
import { test as base, expect, StudioProcess } from './studio.ts'

const ROOT = join(import.meta.dirname, '../..')
const INSTALLED = ['app', 'models', 'resources', 'out/renderer', 'package.json']
const BUILT_FROM = ['renderer', 'tools', 'vite.config.ts', 'tsconfig.base.json', 'LICENSE', 'THIRD-PARTY-NOTICES.md']

/** An installation of its own, that a test can replace by another version. */
const test = base.extend<{ installed: StudioProcess }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern.
  installed: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'drape-installed-'))
    for (const part of [...INSTALLED, ...BUILT_FROM]) await cp(join(ROOT, part), join(folder, part), { recursive: true })
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    const studio = new StudioProcess(join(folder, 'library'), folder)
    await use(studio)
    await studio.stop()
    await rm(folder, { recursive: true, force: true })
  },
})

/** Puts the next version in place of the one that is installed: the same page with another name. */
async function update({ root }: StudioProcess): Promise<void> {
  const texts = join(root, 'resources/locales/en/studio.json')
  await writeFile(texts, (await readFile(texts, 'utf8')).replace('"name": "Drape"', '"name": "Drape Two"'))
  await build({ configFile: join(root, 'vite.config.ts'), root: join(root, 'renderer'), logLevel: 'warn' })
}

test('a tab of an older build is told to reload, and loses nothing by it', async ({ page, installed }) => {
  const room = new TryOnPage(page)
  await room.open(await installed.start())
  const bar = page.getByRole('alert').filter({ hasText: 'Drape was updated' })
  await room.at('sample').click()
  await room.hasPicture('garment')
  await room.enter('settings')
  await expect(bar).toHaveCount(0)

  await installed.stop()
  await update(installed)
  await installed.start()
  await expect(bar).toBeVisible()
  // What the older page has not needed until now is still there.
  await room.enter('jobs')
  await expect(room.at('pause-queue')).toBeVisible()

  await bar.getByRole('button').click()
  await expect(page.getByText('Drape Two', { exact: true })).toBeVisible()
  await room.connected()
  await expect(page.locator('main[data-room=jobs]')).toBeVisible()
  await expect(bar).toHaveCount(0)
  await room.enter('try-on')
  for (const slot of ['person', 'garment'] as const) await room.hasPicture(slot)
})
