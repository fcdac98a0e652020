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
  best = { ...best, ...centredOnSkin(look, { columns, rows }, { ...best, across, down }) }
  const left = Math.floor((best.x * width) / columns)
  const top = Math.floor((best.y * height) / rows)
  return {
    left,
    top,
    width: Math.max(1, Math.min(width - left, Math.round((across * width) / columns))),
    height: Math.max(1, Math.min(height - top, Math.round((down * height) / rows))),
  }
}

interface Window {
  readonly x: number
  readonly y: number
  readonly across: number
  readonly down: number
}

/** The window moved to the middle of the skin around it. */
function centredOnSkin(
  look: Buffer,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  { x, y, across, down }: Window,
): Pick<Window, 'x' | 'y'> {
  let [sumX, sumY, count] = [0, 0, 0]
  for (let row = Math.max(0, y - (down >> 2)); row < Math.min(rows, y + down + (down >> 2)); row += 1) {
    for (let column = Math.max(0, x - (across >> 1)); column < Math.min(columns, x + across + (across >> 1)); column += 1) {
      if (!isSkin(look, (row * columns + column) * 3)) continue
      sumX += column
      sumY += row
      count += 1
    }
  }
  if (count === 0) return { x, y }
  const inside = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value)))
  return { x: inside(sumX / count + 0.5 - across / 2, columns - across), y: inside(sumY / count + 0.5 - down / 2, rows - down) }
}

function isSkin(look: Buffer, at: number): boolean {
  const [r, g, b] = [look[at], look[at + 1], look[at + 2]]
  return r > 60 && r > g && g > b * 0.9 && r - b > 15 && r - b < 120 && r - g < 80
}

function skinIn(look: Buffer, columns: number, { x, y, across, down }: Window): number {
  let count = 0
  for (let row = y; row < y + down; row += 1) {
    for (let column = x; column < x + across; column += 1) {
      if (isSkin(look, (row * columns + column) * 3)) count += 1
    }
  }
  return count / (across * down)
}
