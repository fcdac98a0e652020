import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { StudioError } from '../../app/domain/errors.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { validateImage } from '../../app/platform/image/decode-image.ts'

const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const
const ROUNDS = 25
const REFUSALS = ['image.damaged', 'image.too-large', 'image.unsupported-type']

describe('mutated pictures', () => {
  it.each(FORMATS)('%s: each is decoded or refused with a reason, and none takes long or brings the process down', async (format) => {
    const noise = sharp({
      create: { width: 60, height: 40, channels: 3, background: '#777', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
    })
    const whole = await noise[format]().toBuffer()
    const random = generator(FORMATS.indexOf(format) + 1)
    for (let round = 0; round < ROUNDS; round++) {
      const bytes = mutate(whole, random)
      const startMs = performance.now()
      const outcome = await validateImage(bytes, limits).then(
        () => 'decoded',
        (thrown: unknown) => (thrown instanceof StudioError ? thrown.code : thrown),
      )
      expect(['decoded', ...REFUSALS], `round ${round}`).toContain(outcome)
      expect(performance.now() - startMs, `round ${round}`).toBeLessThan(10_000)
    }
  })

  it('headers of every kind made of noise are refused', async () => {
    const random = generator(99)
    const starts = [
      '\xff\xd8\xff\xe0',
      '\x89PNG\r\n\x1a\n',
      'RIFF\0\0\0\0WEBPVP8X',
      'GIF89a',
      'II*\0\x08\0\0\0',
      '\0\0\0\x18ftypheic\0\0\0\0heicmif1',
      '\0\0\0\x18ftypavif\0\0\0\0avifmif1',
    ]
    for (const start of starts) {
      for (let round = 0; round < 20; round++) {
        const noise = Buffer.from(Array.from({ length: 400 }, () => Math.floor(random() * 256)))
        const bytes = Buffer.concat([Buffer.from(start, 'latin1'), noise])
        await expect(validateImage(bytes, limits), `${JSON.stringify(start)} ${round}`).rejects.toMatchObject({
          code: expect.stringMatching(/^image\./),
        })
      }
    }
  })
})

/** One to eight bytes changed, most of them near the start, where the headers are; sometimes a piece cut out. */
function mutate(whole: Buffer, random: () => number): Buffer {
  const bytes = Buffer.from(whole)
  const changes = 1 + Math.floor(random() * 8)
  for (let n = 0; n < changes; n++) bytes[Math.floor(random() ** 3 * bytes.length)] = Math.floor(random() * 256)
  if (random() < 0.8) return bytes
  const at = Math.floor(random() * bytes.length)
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + Math.floor(random() * 50))])
}

/** mulberry32: the same mutations on every run. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
