import sharp from 'sharp'

const LOOK = 96

/**
 * Where a face probably is: the most skin-coloured window in the upper part of a picture. No detector: a place where it is wrong is blurred
 * instead, which is a thing models do as well.
 *
 * @returns whole pixels inside of the picture.
 */
export async function findFace(
  picture: Buffer,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<{ readonly left: number; readonly top: number; readonly width: number; readonly height: number }> {
  const columns = Math.max(8, Math.round(width >= height ? LOOK : (LOOK * width) / height))
  const rows = Math.max(8, Math.round(height >= width ? LOOK : (LOOK * height) / width))
  const look = await sharp(picture)
    .resize({ width: columns, height: rows, fit: 'fill' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer()
  const across = Math.max(3, Math.round(Math.min(columns, rows) / 6))
  const down = Math.max(4, Math.round(across * 1.3))
  let best = { score: -1, x: Math.round((columns - across) / 2), y: Math.round(rows * 0.08) }
  for (let y = 0; y + down <= Math.max(down, rows * 0.5); y += 1) {
    for (let x = 0; x + across <= columns; x += 1) {
      // A little for the middle and for being high up, so that hands and legs lose.
      const middle = 1 - Math.abs((x + across / 2) / columns - 0.5)
      const score = skinIn(look, columns, { x, y, across, down }) * (0.6 + 0.4 * middle) * (1 - (0.5 * y) / rows)
      if (score > best.score) best = { score, x, y }
    }
  }
  const left = Math.floor((best.x * width) / columns)
  const top = Math.floor((best.y * height) / rows)
  return {
    left,
    top,
    width: Math.max(1, Math.min(width - left, Math.round((across * width) / columns))),
    height: Math.max(1, Math.min(height - top, Math.round((down * height) / rows))),
  }
}

function skinIn(
  look: Buffer,
  columns: number,
  { x, y, across, down }: { readonly x: number; readonly y: number; readonly across: number; readonly down: number },
): number {
  let count = 0
  for (let row = y; row < y + down; row += 1) {
    for (let column = x; column < x + across; column += 1) {
      const at = (row * columns + column) * 3
      const [r, g, b] = [look[at], look[at + 1], look[at + 2]]
      if (r > 60 && r > g && g > b * 0.9 && r - b > 15 && r - b < 120 && r - g < 80) count += 1
    }
  }
  return count / (across * down)
}
