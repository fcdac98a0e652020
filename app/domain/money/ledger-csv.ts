import type { LedgerEntry } from './submission.ts'

const COLUMNS = {
  day: (entry) => entry.day,
  zone: (entry) => entry.zone,
  time: (entry) => new Date(entry.intendedAt).toISOString(),
  provider: (entry) => entry.provider,
  model: (entry) => entry.model,
  task: (entry) => entry.task,
  brand: (entry) => entry.brand ?? '',
  job: (entry) => entry.jobId,
  submission: (entry) => String(entry.number),
  state: (entry) => entry.state,
  'charge (USD)': (entry) => dollars(entry.charge),
  basis: (entry) => entry.basis,
  'reserved (USD)': (entry) => dollars(entry.reserved),
  code: (entry) => entry.code ?? '',
} as const satisfies Record<string, (entry: LedgerEntry) => string>

/**
 * The ledger as CSV (RFC 4180: CRLF, quotes doubled), with a line of headings. A text that a spreadsheet would take for a formula gets an
 * apostrophe before it, since a brand or a model may be named by others.
 */
export function ledgerCsv(entries: readonly LedgerEntry[]): string {
  const lines = [Object.keys(COLUMNS), ...entries.map((entry) => Object.values(COLUMNS).map((read) => read(entry)))]
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')
}

/** Micro-dollars as dollars, exactly: no sum of floats. */
export function dollars(micros: number): string {
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`
}

function cell(text: string): string {
  const tame = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
}
