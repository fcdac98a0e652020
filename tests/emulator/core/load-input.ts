import sharp from 'sharp'
import { WorkError, type World } from './world.ts'

/**
 * Bytes of a picture that a request names: a data URI, bare base64, or an address of this emulator. Other addresses are not asked: nothing here
 * talks to another machine.
 *
 * @throws WorkError `file_download_error`, `image_load_error`
 */
export async function loadPicture(world: World, reference: unknown): Promise<Buffer> {
  const bytes = readReference(world, reference)
  try {
    await sharp(bytes).stats()
  } catch {
    throw new WorkError(
      'image_load_error',
      'Failed to load the image. Please ensure the image file is not corrupted and is in a supported format.',
    )
  }
  return bytes
}

function readReference(world: World, reference: unknown): Buffer {
  if (typeof reference !== 'string' || reference === '')
    throw new WorkError('file_download_error', 'Failed to download the file: no address was given.')
  const data = /^data:[^,]*;base64,(.*)$/s.exec(reference)
  if (data !== null) return Buffer.from(data[1], 'base64')
  if (!/^[a-z]+:/i.test(reference)) return Buffer.from(reference, 'base64')
  const kept = reference.startsWith(world.origin) ? world.files.get(new URL(reference).pathname) : undefined
  if (kept === undefined || kept.expiresAt <= world.now())
    throw new WorkError('file_download_error', 'Failed to download the file. Please check that the URL is public and still valid.')
  return kept.bytes
}
