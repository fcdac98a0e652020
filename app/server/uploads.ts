import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { StudioError } from '../domain/errors.ts'

/**
 * Streams the body of a request into a temporary file. Nothing is left behind when the body is too large or breaks off.
 *
 * @throws StudioError `request.too-large`, `storage.full`, `storage.failed`
 */
export async function receiveUpload(request: Request, upload: { readonly path: string; readonly maxBytes: number }): Promise<void> {
  if (request.body === null) throw new StudioError('request.invalid', 'The upload has no body')
  let sizeBytes = 0
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length
      if (sizeBytes <= upload.maxBytes) done(null, chunk)
      else
        done(
          new StudioError('request.too-large', `The upload is larger than ${upload.maxBytes} bytes`, {
            details: { limitBytes: upload.maxBytes },
          }),
        )
    },
  })
  try {
    await pipeline(
      Readable.fromWeb(request.body as ReadableStream),
      limit,
      createWriteStream(upload.path, { flags: 'wx', mode: 0o600, flush: true }),
    )
  } catch (thrown) {
    await rm(upload.path, { force: true })
    if (thrown instanceof StudioError) throw thrown
    const code = (thrown as NodeJS.ErrnoException).code
    throw new StudioError(code === 'ENOSPC' ? 'storage.full' : 'storage.failed', 'The upload could not be written', { cause: thrown })
  }
}
