import readExif from 'exif-reader'
import sharp from 'sharp'
import type { CameraFacts } from './encode-still.ts'

/** Which camera took a picture and when, as its EXIF says; empty where it says nothing that can be read. Where it was taken is left out. */
export async function readCameraFacts(file: Uint8Array | string): Promise<CameraFacts> {
  try {
    const { exif } = await sharp(file).metadata()
    if (exif === undefined) return {}
    const { Image, Photo } = readExif(exif)
    const taken = Photo?.DateTimeOriginal
    return {
      ...(typeof Image?.Make === 'string' ? { Make: Image.Make } : {}),
      ...(typeof Image?.Model === 'string' ? { Model: Image.Model } : {}),
      ...(taken instanceof Date && !Number.isNaN(taken.getTime()) ? { DateTimeOriginal: exifTime(taken) } : {}),
    }
  } catch {
    // Broken EXIF is common and no reason to lose an export.
    return {}
  }
}

/** EXIF writes local time without a zone; the reader takes it for UTC. */
function exifTime(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ')
}
