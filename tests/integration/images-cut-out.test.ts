import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CutOutResult } from '../../app/domain/cut-out.ts'
import { StudioError } from '../../app/domain/errors.ts'
import { fitInside } from '../../app/domain/raster.ts'
import { openTempStudio, type TempStudio } from '../../tools/temp-studio.ts'
import { ODD_IMAGES } from '../support/odd-images.ts'
import { hasTestdata, testdata } from '../support/testdata.ts'

const WORKING_LONG_SIDE = 1536

/** Those that show a person, by looking at them. All others must be refused as pictures of nobody. */
const SHOWS_A_PERSON = [
  'bad-images/Pillow__hopper_orientation_6.webp',
  'bad-images/libvips__sample-xyb.jpg',
  'bad-images/sharp__Channel_digital_image_CMYK_color.jpg',
  'bad-images/sharp__Channel_digital_image_CMYK_color_no_profile.jpg',
  'photos/persons-hard/pexels-4793258-24MP.jpg',
  // From behind, small, far away.
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((turn) => `photos/exif-orientation/Portrait_${turn}.jpg`),
]

const ORIENTED = Object.fromEntries(
  [1, 2, 3, 4, 5, 6, 7, 8].flatMap((turn) => [
    [`photos/exif-orientation/Landscape_${turn}.jpg`, 'image/jpeg 1800x1200'],
    [`photos/exif-orientation/Portrait_${turn}.jpg`, 'image/jpeg 1200x1800'],
  ]),
)

describe.skipIf(!hasTestdata)('pictures from outside, through cut-out', () => {
  let studio: TempStudio
  beforeAll(async () => {
    studio = await openTempStudio()
  })
  afterAll(() => studio[Symbol.asyncDispose]())

  const cases = Object.entries({ ...ODD_IMAGES, ...ORIENTED })

  it.each(cases)('person: %s', async (path, imported) => {
    const shows = SHOWS_A_PERSON.includes(path)
    expect(await outcomeOf(path, 'person')).toBe(
      sizeOf(imported) === undefined ? imported : shows ? sizeOf(imported) : 'tryon.segmentation-failed',
    )
  })

  // Whether a cat or a ball counts as a garment is nobody's question; that it is answered with its own size, or refused in words, is.
  it.each(cases)('garment: %s', async (path, imported) => {
    const size = sizeOf(imported)
    expect(size === undefined ? [imported] : [size, 'tryon.garment-failed']).toContain(await outcomeOf(path, 'garment'))
  })

  it('keeps the process under 1.5 GB and nothing half-done behind', async () => {
    expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(1_500)
    expect(await studio.core.client['host.doctor']({ verify: true })).toMatchObject({ ok: true, problems: [] })
  })

  async function outcomeOf(path: string, kind: 'person' | 'garment'): Promise<string> {
    try {
      const assetId = await studio.import(testdata(path))
      const { jobId } = await studio.core.client['cutout.start']({ assetId, kind })
      const job = await studio.finished(jobId)
      if (job.error !== null) throw StudioError.fromShape(job.error)
      const { width, height } = job.result as unknown as CutOutResult
      return `${width}x${height}`
    } catch (thrown) {
      return StudioError.from(thrown).code
    }
  }
})

/** The working size of a picture that import takes; undefined where import refuses it. */
function sizeOf(imported: string): string | undefined {
  const match = /(\d+)x(\d+)/.exec(imported)
  if (match === null) return undefined
  const { width, height } = fitInside({ width: Number(match[1]), height: Number(match[2]) }, WORKING_LONG_SIDE)
  return `${width}x${height}`
}
