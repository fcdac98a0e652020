import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pino from 'pino'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** One JSON line a call. Values under secret-looking keys are replaced, at any depth. */
export interface Log {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
  /** A log that adds these fields to every line. */
  child(bindings: LogFields): Log
}

export type LogFields = Readonly<Record<string, unknown>>

/** A log and the file it holds open. */
export interface OpenLog extends Log, Disposable {}

/** Written in place of a secret. */
export const REDACTED = '[redacted]'

/** Secrets that are known by their value: wherever one turns up in a log, it is taken out. */
export interface KnownSecrets {
  add(secret: string): void
  /** The text without any of them. */
  redact(text: string): string
}

/** Short ones are not taken: they would turn up in words that say nothing. */
const SHORTEST_SECRET = 6

/** @see KnownSecrets */
export function createKnownSecrets(): KnownSecrets {
  const known = new Set<string>()
  return {
    add(secret) {
      if (secret.length < SHORTEST_SECRET) return
      // Also as it stands in an address and in JSON.
      for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) known.add(form)
    },
    redact(text) {
      let clean = text
      for (const secret of known) clean = clean.replaceAll(secret, REDACTED)
      return clean
    },
  }
}

const SECRET_KEY = /authorization|token|api-?_?key|^key$|secret|password|passphrase|cookie/i
const MAX_DEPTH = 8

/**
 * Opens a log. Lines are written synchronously, so that what was logged before a crash is there after it.
 *
 * @param options.target  `stderr`, or a folder: `drape.log` there, rotated to `drape.1.log` and so on.
 * @param options.maxBytes size at which the file is rotated. @param options.keepFiles how many old files stay.
 */
export function openLog(options: {
  readonly target: 'stderr' | { readonly folder: string }
  readonly level?: LogLevel
  readonly maxBytes?: number
  readonly keepFiles?: number
  readonly secrets?: KnownSecrets
}): OpenLog {
  const { target, level = 'info', maxBytes = 5_000_000, keepFiles = 4, secrets } = options
  const file = target === 'stderr' ? stderrSink() : rotatingSink({ path: join(target.folder, 'drape.log'), maxBytes, keepFiles })
  // On the finished line: whatever way a secret took into it.
  const sink = secrets === undefined ? file : { ...file, write: (line: string) => file.write(secrets.redact(line)) }
  const base = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      // Errors are plain data by then; pino's own treatment of `err` would fold the cause into the message.
      serializers: { err: (fields: unknown) => fields },
      formatters: { level: (label) => ({ level: label }), log: (fields) => redact(fields, 0) as Record<string, unknown> },
    },
    sink,
  )
  return { ...wrap(base), [Symbol.dispose]: () => sink.close() }
}

/** A log that drops everything, for callers that were given none. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
}

/** A copy in which values under secret-looking keys are gone; errors become plain data with their causes. */
function redact(value: unknown, depth: number): unknown {
  if (value instanceof Error) return redact(errorFields(value), depth + 1)
  if (value === null || typeof value !== 'object') return value
  if (depth > MAX_DEPTH) return '[deep]'
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, SECRET_KEY.test(key) ? REDACTED : redact(inner, depth + 1)]))
}

function errorFields(error: Error): Record<string, unknown> {
  const own = Object.fromEntries(Object.entries(error))
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...own,
    ...(error.cause === undefined ? {} : { cause: error.cause }),
  }
}

function wrap(logger: pino.Logger): Log {
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    child: (bindings) => wrap(logger.child(redact(bindings, 0) as Record<string, unknown>)),
  }
}

interface Sink {
  write(line: string): void
  close(): void
}

function stderrSink(): Sink {
  return { write: (line) => void process.stderr.write(line), close: () => undefined }
}

/** Writes to one file and starts a new one when it has grown past `maxBytes`. A full disk loses lines, never the studio. */
function rotatingSink(options: { readonly path: string; readonly maxBytes: number; readonly keepFiles: number }): Sink {
  const { path, maxBytes, keepFiles } = options
  mkdirSync(dirname(path), { recursive: true })
  let file = openSync(path, 'a', 0o600)
  let size = fstatSync(file).size
  const rotate = (): void => {
    closeSync(file)
    rmSync(numbered(path, keepFiles), { force: true })
    for (let n = keepFiles - 1; n >= 1; n--) if (existsSync(numbered(path, n))) renameSync(numbered(path, n), numbered(path, n + 1))
    renameSync(path, numbered(path, 1))
    file = openSync(path, 'a', 0o600)
    size = 0
  }
  return {
    write(line) {
      try {
        if (size > 0 && size + line.length > maxBytes) rotate()
        size += writeSync(file, line)
      } catch {
        // Logging must not bring the work down; the next line tries again.
      }
    },
    close: () => closeSync(file),
  }
}

function numbered(path: string, n: number): string {
  return path.replace(/\.log$/, `.${n}.log`)
}
