import sharp, { type OverlayOptions } from 'sharp'

interface GridDraft {
  /** From 0. */
  readonly row: number
  readonly column: number
  readonly verdict: 'ok' | 'below-threshold' | 'failed'
  /** Null where there is no draft. */
  readonly file: string | null
}

/** A cell in pixels: small enough that a sheet of the largest grid still is a picture that viewers open. */
const CELL = { width: 200, height: 300, gap: 4, mark: 4 } as const
const MARKS = { ok: '#2e8b57', 'below-threshold': '#e09a1a', failed: '#c8322d' } as const

/**
 * Draws drafts on one sheet as JPEG: persons down the first column, garments across the first row, and under each draft a line in the
 * colour of its verdict. A picture that cannot be read leaves its cell empty.
 */
export async function drawGridSheet(
  grid: { readonly persons: readonly string[]; readonly garments: readonly string[]; readonly drafts: readonly GridDraft[] },
  file: string,
): Promise<void> {
  const { persons, garments, drafts } = grid
  const layers: OverlayOptions[] = []
  const put = async (picture: string | null, row: number, column: number): Promise<void> => {
    const input = picture === null ? null : await drawCell(picture)
    if (input !== null) layers.push({ input, ...placeOf(row, column) })
  }
  for (const [row, person] of persons.entries()) await put(person, row + 1, 0)
  for (const [column, garment] of garments.entries()) await put(garment, 0, column + 1)
  for (const { row, column, verdict, file: draft } of drafts) {
    await put(draft, row + 1, column + 1)
    const { left, top } = placeOf(row + 1, column + 1)
    layers.push({ input: await drawMark(MARKS[verdict]), left, top: top + CELL.height })
  }
  const { left: width, top: height } = placeOf(persons.length + 1, garments.length + 1)
  await sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .composite(layers)
    .jpeg({ quality: 82 })
    .toFile(file)
}

function placeOf(row: number, column: number): { readonly left: number; readonly top: number } {
  return { left: CELL.gap + column * (CELL.width + CELL.gap), top: CELL.gap + row * (CELL.height + CELL.mark + CELL.gap) }
}

async function drawCell(picture: string): Promise<Buffer | null> {
  return await sharp(picture)
    .rotate()
    .resize(CELL.width, CELL.height, { fit: 'contain', background: '#fff' })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 90 })
    .toBuffer()
    .catch(() => null)
}

async function drawMark(colour: string): Promise<Buffer> {
  return await sharp({ create: { width: CELL.width, height: CELL.mark, channels: 3, background: colour } })
    .png()
    .toBuffer()
}
