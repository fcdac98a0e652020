import type { Rgb8 } from '../../app/domain/raster.ts'
import type { Lay } from './procedural-lay.ts'
import type { Truth } from './procedural-truth.ts'

/** Distance of the shoulder joints of a usual body, and of the pattern's origin over the middle of shoulders and of hips, in metres. */
const USUAL = { shoulders: 0.34, collarOverShoulders: 0.075, waistOverHips: 0.14 } as const

/** A sticker: the garment's true cut-out, as large as the shoulders ask for, laid on the picture before. */
export function pasteFlat(before: Truth, lay: Lay, place: 'shoulders' | 'hips'): Rgb8 {
  const at = (name: string) => before.facts.landmarks[name] ?? { x: 0, y: 0 }
  const [left, right] = [at('shoulderL'), at('shoulderR')]
  const metre = Math.hypot(left.x - right.x, left.y - right.y) / USUAL.shoulders
  const [a, b] = place === 'shoulders' ? [left, right] : [at('hipL'), at('hipR')]
  const origin = {
    x: (a.x + b.x) / 2,
    y: (a.y + b.y) / 2 - (place === 'shoulders' ? USUAL.collarOverShoulders : USUAL.waistOverHips) * metre,
  }
  const { scale, x0, y0 } = lay.toPixel
  const { width, height, data: cloth } = lay.photo
  const data = before.rgb.slice()
  const samples = 3
  for (let i = 0; i < before.width * before.height; i++) {
    const sum = [0, 0, 0, 0]
    for (let n = 0; n < samples * samples; n++) {
      const x = (i % before.width) + ((n % samples) + 0.5) / samples
      const y = Math.floor(i / before.width) + (Math.floor(n / samples) + 0.5) / samples
      const u = Math.floor(((x - origin.x) / metre) * scale + x0)
      const v = Math.floor(((y - origin.y) / metre) * scale + y0)
      if (u < 0 || v < 0 || u >= width || v >= height) continue
      const alpha = lay.alpha[v * width + u] / 255
      for (let c = 0; c < 3; c++) sum[c] += alpha * cloth[3 * (v * width + u) + c]
      sum[3] += alpha
    }
    const cover = sum[3] / (samples * samples)
    for (let c = 0; c < 3; c++) data[3 * i + c] = Math.round(data[3 * i + c] * (1 - cover) + sum[c] / (samples * samples))
  }
  return { channels: 3, width: before.width, height: before.height, data }
}
