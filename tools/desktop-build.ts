import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig, type Plugin } from 'vite'

const root = fileURLToPath(new URL('../', import.meta.url))

/** What every build of the desktop code has in common: no page, no public files, nothing of the page's configuration. */
const base = { root, configFile: false, publicDir: false, logLevel: 'warn' } as const satisfies InlineConfig

/**
 * Builds the preload script: one CommonJS file, because a sandboxed preload can load neither modules nor files.
 *
 * @param outFolder where `preload.cjs` goes.
 */
export async function buildPreload(outFolder: string): Promise<void> {
  await build({
    ...base,
    build: {
      outDir: outFolder,
      emptyOutDir: false,
      target: 'chrome140',
      minify: false,
      lib: { entry: join(root, 'electron', 'preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
      rolldownOptions: { external: ['electron'] },
    },
  })
}

/** The modules that Electron or a thread starts with. */
const ENTRIES = ['electron/main.ts', 'app/studio/core-entry.ts', 'app/workers/entry.ts', 'app/pipeline/frames-entry.ts']

/**
 * Builds the main process, the core thread and the worker threads: one JavaScript file per source file, in the same folders,
 * so that modules which name another by its place (`new URL('./core-entry.ts', import.meta.url)`) still find it. Packages stay
 * outside.
 */
export async function buildMain(outFolder: string): Promise<void> {
  await build({
    ...base,
    plugins: [threadEntries()],
    build: {
      ssr: true,
      outDir: outFolder,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: ENTRIES.map((entry) => join(root, entry)),
        external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[a-z]:/i.test(id),
        output: { format: 'es', preserveModules: true, preserveModulesRoot: root, entryFileNames: '[name].js' },
      },
    },
  })
}

/** Builds the page as the browser gets it. */
export async function buildPages(): Promise<void> {
  await build({ root: join(root, 'renderer'), configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
}

/** Names of thread modules end in `.js` after the build; bundlers leave these addresses alone. */
function threadEntries(): Plugin {
  const names = ENTRIES.map((entry) => basename(entry, '.ts')).join('|')
  const address = new RegExp(`new URL\\((['"])([./a-z-]*/(?:${names}))\\.ts\\1, import\\.meta\\.url\\)`, 'g')
  return { name: 'thread-entries', transform: (code) => code.replaceAll(address, "new URL('$2.js', import.meta.url)") }
}
