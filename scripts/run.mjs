/**
 * Runs a script of the project with the memory settings the studio is measured with: `node scripts/run.mjs FILE [ARGS]`.
 *
 * glibc keeps freed memory in up to eight arenas a core, and a draft frees hundreds of megabytes in four threads. Two arenas,
 * and memory maps only for what is larger than 32 MB, keep the peak below the limit; trimming at once (128 kB) would take
 * another 200 MB off it and a fifth on top of the time. These can only be set before a process starts; other systems ignore them.
 */
import { spawn } from 'node:child_process'

export const MEMORY_SETTINGS = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '67108864', MALLOC_MMAP_THRESHOLD_: '33554432' }

if (process.argv[1] === import.meta.filename) {
  const child = spawn(process.execPath, process.argv.slice(2), { stdio: 'inherit', env: { ...MEMORY_SETTINGS, ...process.env } })
  // At a terminal Ctrl+C reaches the child by itself, and a second one would end it at once; what is sent to this process
  // alone is passed on. Neither ends us before the child.
  process.on('SIGINT', () => {
    if (process.stdin.isTTY !== true) child.kill('SIGINT')
  })
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
}
