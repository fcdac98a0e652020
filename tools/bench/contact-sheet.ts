import sharp from 'sharp'

export interface SheetCell {
  /** Picture of the cell; a cell without one is empty. */
  readonly file: string | undefined
  readonly lines: readonly string[]
  /** Drawn with a red frame. */
  readonly isMarked: boolean
}

const CELL = { width: 240, picture: 300, line: 13 } as const

/** Writes a sheet of pictures with their captions, row by row, as JPEG. */
export async function drawSheet(cells: readonly SheetCell[], options: { readonly columns: number; readonly file: string }): Promise<void> {
  const lines = Math.max(...cells.map((cell) => cell.lines.length))
  const height = CELL.picture + lines * CELL.line + 6
  const rows = Math.ceil(cells.length / options.columns)
  const layers = await Promise.all(
    cells.map(async (cell, index) => {
      const at = { left: (index % options.columns) * CELL.width, top: Math.floor(index / options.columns) * height }
      const text = { input: caption(cell, height), ...at }
      if (cell.file === undefined) return [text]
      const picture = await sharp(cell.file)
        .resize(CELL.width - 4, CELL.picture, { fit: 'contain', background: '#fff' })
        .toBuffer()
      return [{ input: picture, left: at.left + 2, top: at.top }, text]
    }),
  )
  await sharp({ create: { width: CELL.width * options.columns, height: height * rows, channels: 3, background: '#fff' } })
    .composite(layers.flat())
    .jpeg({ quality: 82 })
    .toFile(options.file)
}

function caption(cell: SheetCell, height: number): Buffer {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const rows = cell.lines.map(
    (line, index) =>
      `<text x="4" y="${CELL.picture + (index + 1) * CELL.line}" font-size="11" font-family="monospace" fill="#111">${escaped(line)}</text>`,
  )
  const frame = cell.isMarked
    ? `<rect x="1" y="1" width="${CELL.width - 2}" height="${height - 2}" fill="none" stroke="#d00" stroke-width="2"/>`
    : ''
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${CELL.width}" height="${height}">${frame}${rows.join('')}</svg>`)
}
