import { spawn } from 'node:child_process'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../../app/server/main.ts')

export interface DrapeAnswer {
  readonly code: number | null
  /** The answer's object; empty where there is none. */
  readonly json: Readonly<Record<string, unknown>>
}

/** Runs `drape … --json` over a library, as a person at a terminal does. */
export function runDrape(library: string, args: readonly string[], stdin = ''): Promise<DrapeAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args, '--json', '--library', library], {
      env: { ...process.env, DRAPE_LOG_LEVEL: 'warn' },
    })
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      stdout += part
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, json: JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '{}') }))
    child.stdin.end(stdin)
  })
}
