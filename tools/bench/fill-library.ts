import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { inTransaction } from '../../app/db/open.ts'
import { type ArtifactId, assetId, contentHash, createId } from '../../app/domain/ids.ts'
import { insertAssetRow } from '../../app/library/asset-rows.ts'
import { openLibrary } from '../../app/library/open-library.ts'

/**
 * A library with any number of pictures: rows as imports would have entered them, oldest first, named `look 0.jpg` and so on,
 * and thumbnails. The originals are not looked at while one scrolls.
 *
 * @param thumbnails so many differ in their bytes; each picture has an address of its own, so each is fetched and decoded.
 */
export async function fillLibrary(folder: string, { pictures, thumbnails }: { pictures: number; thumbnails: number }): Promise<void> {
  const clock = { now: () => Date.now() }
  const library = await openLibrary({ folder, clock, random: Math.random })
  const made: ArtifactId[] = []
  for (let seed = 0; seed < thumbnails; seed++) made.push(await library.artifacts.writeBytes(await makeThumbnail(seed)))
  inTransaction(library.db, () => {
    for (let index = 0; index < pictures; index++) {
      const thumbnail = made[index % thumbnails] as ArtifactId
      insertAssetRow(
        library.db,
        {
          id: assetId.parse(createId('ast', clock, Math.random)),
          origin: 'import',
          name: `look ${index}.jpg`,
          path: `originals/2026/look ${index}.jpg`,
          type: 'image/jpeg',
          hash: contentHash.parse(createHash('sha256').update(`look ${index}`).digest('hex')),
          sizeBytes: 3_000_000,
          width: 2400,
          height: 3000,
          frames: 1,
          createdAt: 1_700_000_000_000 + index * 1000,
          clip: null,
          lineage: null,
          thumbnails: { small: thumbnail, large: thumbnail },
          attachments: [],
        },
        { trashedAt: null, rating: index % 6, flag: index % 9 === 0 ? 'pick' : index % 11 === 0 ? 'reject' : null },
      )
    }
  })
  library.close()
}

/** As large as the library's own small thumbnails, with structure and grain: smooth gradients decode faster than any photo. */
async function makeThumbnail(seed: number): Promise<Uint8Array> {
  const size = { width: 205, height: 256 }
  const grain = await sharp({ create: { ...size, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 14 } } })
    .png()
    .toBuffer()
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="205" height="256"><circle cx="${50 + (seed % 110)}" cy="130" r="70" fill="hsl(${seed * 37} 60% 50%)" fill-opacity=".7"/></svg>`
  return sharp(grain)
    .composite([{ input: Buffer.from(svg) }])
    .webp({ quality: 80 })
    .toBuffer()
}
