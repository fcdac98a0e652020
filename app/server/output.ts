import { StudioError } from '../domain/errors.ts'

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2, cancelled: 130 } as const

/** Where a command writes. With `--json` the answer is one object on the last line of stdout and nothing else goes there. */
export interface Output {
  readonly isJson: boolean
  /** A line for people; dropped with `--json`. */
  say(line: string): void
  /** A state that is over soon, on stderr; shown only at a terminal. */
  note(line: string): void
  /** The answer: an object for `--json`, lines for people. */
  answer(json: Readonly<Record<string, unknown>>, lines: readonly string[]): void
}

export function createOutput(isJson: boolean): Output {
  const write = (line: string): void => void process.stdout.write(`${line}\n`)
  return {
    isJson,
    say: (line) => {
      if (!isJson) write(line)
    },
    note: (line) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`)
    },
    answer: (json, lines) => {
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
      if (isJson) write(JSON.stringify(json))
      else for (const line of lines) write(line)
    },
  }
}

/** Reports a failure in the form of `--json`, or as a sentence on stderr, and gives the exit code. */
export function fail(output: Output, thrown: unknown): number {
  const error = StudioError.from(thrown)
  const { code, alias, message, stage, details, ref } = error.toShape()
  if (output.isJson)
    output.answer({ ok: false, error: { code, alias, stage: stage ?? null, message, details, ...(ref === undefined ? {} : { ref }) } }, [])
  else {
    const where = stage === undefined ? '' : ` (stage ${stage})`
    process.stderr.write(`drape: ${message}${where} [${code}]\n`)
    for (const [name, value] of Object.entries(details)) process.stderr.write(`  ${name}: ${String(value)}\n`)
  }
  if (code === 'job.canceled') return EXIT.cancelled
  return code === 'request.invalid' ? EXIT.usage : EXIT.failed
}
