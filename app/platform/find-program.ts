import { execFile } from 'node:child_process'

const PATIENCE_MS = 5_000

/**
 * The version a program, by its path or on the search path, gives of itself: the first number with a dot in the first line it prints.
 * Null where there is no such program, or it does not answer.
 */
export function findProgram(name: string, versionFlag: string): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(name, [versionFlag], { timeout: PATIENCE_MS, windowsHide: true }, (error, stdout) => {
      if (error !== null) return resolve(null)
      const line = stdout.split('\n')[0] ?? ''
      resolve(/\d+\.\d[\w.-]*/.exec(line)?.[0] ?? line.trim())
    })
  })
}
