/** Frames of its size that an output takes: 866 MiB for four outputs of a clip of 1080 x 1920, with covers and marks. */
const FRAMES_OF_ENCODER = 75
/** Frames on their way through decoder and graph. */
const FRAMES_OF_CLIP = 24
const BYTES_OF_PIXEL = 1.5
/** What is left to everything else on the machine. */
const SPARE = 0.6

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * Which outputs are made together: all in one run, or in two, the second as heavy as the first, where memory is short. Each run decodes
 * the clip, which is a tenth of the work of an output.
 *
 * @returns places of outputs, at least one in each part.
 */
export function splitForMemory(outputs: readonly Size[], clip: Size, freeBytes: number): readonly (readonly number[])[] {
  const all = outputs.map((_, i) => i)
  const bytesOf = ({ width, height }: Size): number => width * height * BYTES_OF_PIXEL * FRAMES_OF_ENCODER
  const needed = clip.width * clip.height * BYTES_OF_PIXEL * FRAMES_OF_CLIP + outputs.reduce((sum, each) => sum + bytesOf(each), 0)
  if (outputs.length < 2 || needed <= freeBytes * SPARE) return [all]
  const byWeight = [...all].sort((a, b) => bytesOf(outputs[b] as Size) - bytesOf(outputs[a] as Size))
  const parts: { readonly places: number[]; bytes: number }[] = [
    { places: [], bytes: 0 },
    { places: [], bytes: 0 },
  ]
  for (const i of byWeight) {
    const lighter = parts.reduce((least, part) => (part.bytes < least.bytes ? part : least))
    lighter.places.push(i)
    lighter.bytes += bytesOf(outputs[i] as Size)
  }
  return parts.map(({ places }) => places.sort((a, b) => a - b))
}
