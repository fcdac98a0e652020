import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openEyes } from '../../app/inference/open-eyes.ts'
import { lookAtGarment } from '../../app/pipeline/look-at-garment.ts'
import { openArtifacts } from '../../app/platform/artifacts.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { directStep } from '../../tools/bench/dress.ts'
import { tempFolder } from '../support/temp-library.ts'
import { hasTestdata, testdata } from '../support/testdata.ts'

/** What a person sees: one of the names for the largest colour, the pattern, and sleeves. */
const SEEN = [
  ['cds-t-shirt-e44b1445.jpg', ['light blue', 'blue'], 'plain', 'short'],
  ['cds-t-shirt-788d20a1.jpg', ['navy', 'charcoal'], 'plain', 'short'],
  ['cds-t-shirt-aafe2f1b.jpg', ['light grey', 'beige'], 'stripe', 'short'],
  ['cds-t-shirt-d5a61162.jpg', ['hot pink'], 'print', 'short'],
  ['cds-t-shirt-9fa1c9ce.jpg', ['navy'], 'print', 'short'],
  ['cds-shirt-5ec1221f.jpg', ['dusty blue', 'light blue', 'navy'], 'check', 'short'],
  ['cds-longsleeve-4cd7315a.jpg', ['grey', 'light grey'], 'plain', 'long'],
  ['cds-longsleeve-ded0c4cd.jpg', ['navy'], 'plain', 'long'],
  ['cds-outwear-2160a577.jpg', ['army green', 'olive'], 'plain', 'long'],
  ['cds-skirt-2459a9ab.jpg', ['black'], 'print', 'none'],
  ['cds-pants-cd23d1f5.jpg', ['navy', 'dark blue'], 'plain', 'none'],
  ['fashn-garment.webp', ['black'], 'print', 'short'],
] as const

it.skipIf(!hasTestdata)(
  'twelve garments are seen as a person sees them',
  async () => {
    await using folder = await tempFolder()
    await mkdir(join(folder.path, 'tmp'))
    const artifacts = openArtifacts(folder.path)
    const eyes = await openEyes()
    const step = directStep(artifacts, eyes)
    const wrong: string[] = []
    for (const [file, colours, pattern, sleeves] of SEEN) {
      const garment = await artifacts.writeBytes(await readFile(testdata(`photos/garments/${file}`)))
      const seen = await lookAtGarment(step, { garment, garmentType: 'auto', limits })
      const [first] = seen.colours
      const isRight = colours.some((name) => name === first?.name) && seen.pattern.kind === pattern && seen.sleeves === sleeves
      if (!isRight) wrong.push(`${file}: ${first?.name} ${seen.pattern.kind} ${seen.sleeves}`)
    }
    await eyes.close()
    expect(wrong).toEqual([])
  },
  180_000,
)
