/**
 * The Node that the project runs on, and the environment of everything that runs on it. Own modules of Node only: the first
 * step on a fresh clone loads this.
 */
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Package `node` of the lockfile. Bootstrap puts it there; `npm ci` alone does too, unless it was told to run no scripts. */
export const PROJECT_NODE = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/**
 * glibc keeps freed memory in up to eight arenas a core, and a draft frees hundreds of megabytes in four threads. Two arenas,
 * and memory maps only for what is larger than 32 MB, keep the peak below the limit; trimming at once (128 kB) would take
 * another 200 MB off it and a fifth on top of the time. These can only be set before a process starts; other systems ignore them.
 */
const MEMORY_SETTINGS = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '67108864', MALLOC_MMAP_THRESHOLD_: '33554432' }

/**
 * @returns the caller's environment with the memory settings, and with the project's Node and tools first on the path: tools
 *   start as `#!/usr/bin/env node`, and npm links no `node` into `.bin` when it runs no install scripts, so without this they
 *   would run on whatever Node the machine has.
 */
export function projectEnvironment() {
  const path = [dirname(PROJECT_NODE), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter)
  return { ...MEMORY_SETTINGS, ...process.env, PATH: path }
}
