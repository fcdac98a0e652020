import { hasTestdata, NO_TESTDATA } from '../../tests/support/testdata.ts'
import { measurePreview } from './motion/preview.ts'
import { measureSteadiness } from './motion/steadiness.ts'
import { measureTemplates } from './motion/templates.ts'
import type { BenchReport } from './report.ts'

/**
 * Clips of stills: how steady and how dear a zoom is against ffmpeg's zoompan, how long each template takes for 5 s of 1080 x 1920, and
 * whether it gives the same frames twice. Contact sheets of all templates on five photos go to the folder.
 */
export async function benchMotion(folder: string): Promise<BenchReport> {
  if (!hasTestdata) throw new Error(NO_TESTDATA)
  const preview = measurePreview()
  const steady = await measureSteadiness()
  const templates = await measureTemplates(folder)
  return {
    metrics: { ...preview, ...steady, ...templates.metrics },
    limits: {
      'zoom.cpuAgainstZoompan': { max: 1.15 },
      'zoom.steadierTimes': { min: 5 },
      'cameraOnly.seconds': { max: 6 },
      ...Object.fromEntries(Object.keys(preview).map((name) => [name, { max: 33 }])),
      ...templates.limits,
    },
  }
}
