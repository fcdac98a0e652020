import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { assetOrigin, assetType, clipFacts, lineage } from '../domain/asset.ts'
import { artifactId, assetId, contentHash } from '../domain/ids.ts'
import { isMissing, storageError, writePrecious } from '../platform/files.ts'
import { SIDECAR_SUFFIX, tempFolder } from './layout.ts'

/** A companion of a result, such as the edit mask. */
export const attachment = z.object({ role: z.string().min(1), hash: contentHash, path: z.string(), sizeBytes: z.int().nonnegative() })
export type Attachment = z.output<typeof attachment>

/** All that the library knows of a file for good. Also the body of a `keep` intent. */
export const keptAsset = z.object({
  id: assetId,
  origin: assetOrigin,
  name: z.string(),
  /** Relative to the library, `/` separated. */
  path: z.string(),
  type: assetType,
  hash: contentHash,
  sizeBytes: z.int().nonnegative(),
  width: z.int().positive(),
  height: z.int().positive(),
  frames: z.int().positive(),
  /** Sidecars of before there were clips do not say it. */
  clip: clipFacts.nullable().default(null),
  createdAt: z.int(),
  lineage: lineage.nullable(),
  thumbnails: z.object({ small: artifactId, large: artifactId }),
  attachments: z.array(attachment),
})
export type KeptAsset = z.output<typeof keptAsset>

/** The JSON beside each original and result; with it the index can be made again. */
export const sidecar = z.object({ format: z.literal('drape-sidecar'), version: z.literal(1), asset: keptAsset })

/** Writes the sidecar of a kept file, as a precious write. @throws StudioError `storage.full`, `storage.failed` */
export async function writeSidecar(folder: string, asset: KeptAsset): Promise<void> {
  const content = { format: 'drape-sidecar', version: 1, asset } satisfies z.input<typeof sidecar>
  await writePrecious({
    path: join(folder, ...asset.path.split('/')) + SIDECAR_SUFFIX,
    source: new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`),
    tempFolder: tempFolder(folder),
  })
}

/** The sidecar of the file at an absolute path: `missing`, `unreadable`, or what it says. */
export async function readSidecar(filePath: string): Promise<KeptAsset | 'missing' | 'unreadable'> {
  const path = filePath + SIDECAR_SUFFIX
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (thrown) {
    if (isMissing(thrown)) return 'missing'
    throw storageError(thrown, path)
  }
  try {
    return sidecar.parse(JSON.parse(text)).asset
  } catch {
    // Whatever is wrong with it, it cannot be used; the caller reports it.
    return 'unreadable'
  }
}
