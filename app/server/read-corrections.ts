import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Corrections, corrections } from '../domain/corrections.ts'
import { StudioError } from '../domain/errors.ts'

/** No file of corrections comes near it. */
const MOST_BYTES = 1_000_000

/**
 * Reads joints, points of garments and strokes from a JSON file in the shape of the contract.
 *
 * @throws StudioError `file.not-found`; `request.invalid` for what is no JSON or no corrections, and says where.
 */
export async function readCorrections(path: string): Promise<Corrections> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new StudioError('file.not-found', `The corrections cannot be read: ${path}`, { cause, details: { path } })
  })
  if (text.length > MOST_BYTES) throw new StudioError('request.invalid', 'The file of corrections is too large', { details: { path } })
  const parsed = z.strictObject(corrections.shape).safeParse(asJson(text, path))
  if (parsed.success) return parsed.data
  throw new StudioError('request.invalid', `These are no corrections: ${z.prettifyError(parsed.error)}`, { details: { path } })
}

function asJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new StudioError('request.invalid', 'The file of corrections is no JSON', { cause, details: { path } })
  }
}
