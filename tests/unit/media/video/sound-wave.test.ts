import { expect, it } from 'vitest'
import { createPeaks } from '../../../../app/media/video/sound-wave.ts'

const bytesOf = (samples: readonly number[]): Uint8Array => new Uint8Array(Int16Array.from(samples).buffer)

it('keeps the loudest sample of each part, whichever way it swings', () => {
  const peaks = createPeaks(3, 6)
  peaks.take(bytesOf([0, 0, 100, -16_384, 32_767, -32_768]))
  expect([...peaks.peaks]).toEqual([0, 128, 255])
})

it('reads samples that are cut in two by the pieces they come in', () => {
  const bytes = bytesOf([0, 8192, -8192, 0, 16_384, 0])
  const whole = createPeaks(6, 6)
  whole.take(bytes)
  for (let size = 1; size < 7; size += 1) {
    const cut = createPeaks(6, 6)
    for (let at = 0; at < bytes.length; at += size) cut.take(bytes.subarray(at, at + size))
    expect([...cut.peaks], `pieces of ${size}`).toEqual([...whole.peaks])
  }
})

it('leaves out sound that goes on after the pictures, and is silent where it ends before', () => {
  const peaks = createPeaks(4, 4)
  peaks.take(bytesOf([32_767, 32_767, 32_767, 32_767, 32_767]))
  expect([...peaks.peaks]).toEqual([255, 255, 255, 255])
  const short = createPeaks(4, 4)
  short.take(bytesOf([32_767]))
  expect([...short.peaks]).toEqual([255, 0, 0, 0])
})
