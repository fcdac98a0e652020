import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dollars, ledgerCsv } from '../../../app/domain/money/ledger-csv.ts'
import { type LedgerEntry, ledgerEntry } from '../../../app/domain/money/submission.ts'

const entry = (brand: string | null, charge = 1_234_567): LedgerEntry =>
  ledgerEntry.parse({
    id: `sub_${'0'.repeat(20)}`,
    jobId: `job_${'0'.repeat(20)}`,
    number: 1,
    provider: 'fal',
    model: 'fal:test',
    task: 'edit-image',
    brand,
    state: 'done',
    reserved: 2_000_000,
    charge,
    basis: 'told',
    day: '2024-03-15',
    zone: 'Asia/Jerusalem',
    code: null,
    intendedAt: 0,
    acceptedAt: 1,
    endedAt: 2,
  })

/** A small reader of RFC 4180, written apart from the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let [cell, isQuoted] = ['', false]
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (isQuoted && char === '"' && text[i + 1] === '"') cell += text[i++]
    else if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && (char === ',' || char === '\r')) {
      rows.at(-1)?.push(cell)
      cell = ''
      if (char === '\r') rows.push([])
      if (char === '\r') i++
    } else cell += char
  }
  return rows.slice(0, -1)
}

describe('the ledger as CSV', () => {
  it('reads back as it was, whatever a brand is called, and no cell begins like a formula', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('=1+1', '+A1', '-2', '@SUM(A1)', '\t=1', '"', 'a,b\r\nc', 'נורד')),
        (brand) => {
          const [header = [], row = []] = readCsv(ledgerCsv([entry(brand)]))
          const told = row[header.indexOf('brand')] ?? ''
          expect([brand, `'${brand}`]).toContain(told)
          for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
          expect(row).toHaveLength(header.length)
        },
      ),
    )
  })

  it('says dollars to the last millionth, without floats', () => {
    expect([0, 1, 100_000, 1_234_567, 12_000_000_001].map(dollars)).toEqual([
      '0.000000',
      '0.000001',
      '0.100000',
      '1.234567',
      '12000.000001',
    ])
    const [header = [], row = []] = readCsv(ledgerCsv([entry(null)]))
    expect([row[header.indexOf('charge (USD)')], row[header.indexOf('brand')]]).toEqual(['1.234567', ''])
  })
})
