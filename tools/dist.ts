import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build, type Configuration } from 'electron-builder'
import { buildMain, buildPages, buildPreload } from './desktop-build.ts'
import { findElectron } from './dist/electron-binary.ts'
import { findWrongFuses } from './dist/fuses.ts'
import { collectModels } from './dist/models.ts'

/**
 * Packs the desktop app: `node scripts/run.mjs tools/dist.ts` makes the installers of this system, with `--dir` the unpacked
 * app only. Goes as far as it can, and says where it stops.
 */
const root = fileURLToPath(new URL('../', import.meta.url))
const { values } = parseArgs({ options: { dir: { type: 'boolean', default: false } } })

/** One step, with its time; what it throws ends the run. */
async function step(title: string, run: () => Promise<string | undefined>): Promise<void> {
  const startedMs = performance.now()
  const note = await run()
  console.log(`dist: ${title}${note === undefined ? '' : ` (${note})`}, ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
}

async function prepare(): Promise<void> {
  await rm(join(root, 'out', 'desktop'), { recursive: true, force: true })
  await step('built the page', async () => {
    await buildPages()
    return undefined
  })
  await step('built preload, main process and threads', async () => {
    await buildPreload(join(root, 'out', 'desktop'))
    await buildMain(join(root, 'out', 'desktop'))
    return undefined
  })
  await step('took the models out of their packages', async () => {
    const { files, sizeBytes } = await collectModels(join(root, 'out', 'models'))
    return `${files} files, ${(sizeBytes / 1e6).toFixed(1)} MB, digests checked`
  })
}

/** @returns folders of unpacked apps. */
async function pack(electronDist: string): Promise<string[]> {
  const folders = new Set<string>()
  const config: Configuration = {
    extends: join(root, 'electron-builder.yml'),
    electronDist,
    afterPack: ({ appOutDir }) => {
      folders.add(appOutDir)
    },
  }
  await build({ projectDir: root, config, publish: 'never', ...(values.dir ? { dir: true } : {}) })
  return [...folders]
}

/** The program of an unpacked app. */
function programIn(folder: string): string {
  const names = process.platform === 'darwin' ? ['Drape.app'] : ['drape', 'drape.exe', 'Drape.exe']
  const found = names.map((name) => join(folder, name)).find((path) => existsSync(path))
  if (found === undefined) throw new Error(`There is no program in ${folder}`)
  return found
}

await prepare()
const electron = findElectron(root)
if (!electron.found) {
  console.error(`dist: stopped before packing. Electron ${electron.version} for ${process.platform}-${process.arch} is not on this machine.
  Looked at: ${electron.lookedAt}
  It is not part of the npm package, and nothing is downloaded behind your back.
  Next step: node node_modules/electron/install.js (about 110 MB from github.com), then this command again.
  An unpacked Electron elsewhere is taken with DRAPE_ELECTRON_DIST=<folder>.
  Ready so far: out/renderer, out/desktop, out/models.`)
  process.exitCode = 1
} else {
  const folders = await pack(electron.folder)
  for (const folder of folders) {
    const wrong = await findWrongFuses(programIn(folder))
    if (wrong.length > 0) throw new Error(`The fuses of ${folder} are not as they must be:\n  ${wrong.join('\n  ')}`)
    console.log(`dist: the fuses of ${folder} stand as they must`)
  }
}
