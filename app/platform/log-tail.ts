import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing, storageError } from './files.ts'

/** More than this is not read back: enough for some thousand lines, and a page shows some hundred. */
const TAIL_BYTES = 512 * 1024

/**
 * The last lines of the log in a folder, newest first, as they were written. A line that is torn or no JSON is left out.
 *
 * @throws StudioError `storage.failed`
 */
export async function readLogTail(folder: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await readEnd(join(folder, 'drape.log')))
    .split('\n')
    .reverse()
    .flatMap((line) => {
      const fields = parseLine(line)
      return fields === undefined ? [] : [fields]
    })
}

async function readEnd(path: string): Promise<string> {
  try {
    await using file = await open(path, 'r')
    const { size } = await file.stat()
    const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, size - buffer.length)
    return buffer.toString('utf8', 0, bytesRead)
  } catch (thrown) {
    if (isMissing(thrown)) return ''
    throw storageError(thrown, path)
  }
}

function parseLine(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>
  } catch {
    // The first line of the piece is usually cut.
    return undefined
  }
}
