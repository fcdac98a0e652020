import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { Picture } from '../domain/document/fill.ts'
import { StudioError } from '../domain/errors.ts'
import { assetId } from '../domain/ids.ts'

/** As much as one call takes. */
const MOST_BYTES = 1_000_000

/** How a command line names a picture: by its file, from the folder of the JSON, or by its id alone. */
const namedPicture = z.union([z.strictObject({ file: z.string().min(1) }), z.strictObject({ assetId })])
export type NamedPicture = z.output<typeof namedPicture>

/**
 * Reads one value or a list of them from a JSON file, or with `-` from stdin, in the shape of the contract. Where it has a `picture`,
 * `{ "file": … }` or `{ "assetId": … }` will do.
 *
 * @param options.what the values are called, for the error.
 * @param options.find gives the whole of a picture that is named so.
 * @throws StudioError `file.not-found`; `request.invalid` for what is no JSON or does not fit, and says where; what `find` throws.
 */
export async function readJsonList<Values extends z.ZodType>(
  path: string,
  options: { readonly schema: Values; readonly what: string; readonly find: (named: NamedPicture) => Promise<Picture> },
): Promise<z.output<Values>> {
  const { schema, what, find } = options
  const source = path === '-' ? await text(process.stdin) : await readText(path)
  if (source.length > MOST_BYTES) throw new StudioError('request.invalid', `There are too many ${what} for one call`, { details: { path } })
  const folder = path === '-' ? process.cwd() : dirname(resolve(path))
  const read = await withPictures(asJson(source, path), (named) => find('file' in named ? { file: resolve(folder, named.file) } : named))
  const parsed = schema.safeParse(Array.isArray(read) ? read : [read])
  if (parsed.success) return parsed.data
  throw new StudioError('request.invalid', `These are no ${what}: ${z.prettifyError(parsed.error)}`, { details: { path } })
}

/** The same value with every picture told in full. */
async function withPictures(value: unknown, find: (named: NamedPicture) => Promise<Picture>): Promise<unknown> {
  if (Array.isArray(value)) {
    const out: unknown[] = []
    for (const one of value) out.push(await withPictures(one, find))
    return out
  }
  if (value === null || typeof value !== 'object') return value
  const out: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(value)) {
    const named = name === 'picture' ? namedPicture.safeParse(field) : undefined
    out[name] = named?.success === true ? await find(named.data) : await withPictures(field, find)
  }
  return out
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new StudioError('file.not-found', `The file cannot be read: ${path}`, { cause, details: { path } })
  })
}

function asJson(source: string, path: string): unknown {
  try {
    return JSON.parse(source)
  } catch (cause) {
    throw new StudioError('request.invalid', 'The commands are no JSON', { cause, details: { path } })
  }
}
