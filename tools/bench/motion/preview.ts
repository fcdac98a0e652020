import { TEMPLATE_NAMES, TEMPLATES } from '../../../app/domain/director/templates.ts'
import { plane, rgb8 } from '../../../app/domain/raster.ts'
import { createMotionPreview } from '../../../app/raster/motion/preview/motion-preview.ts'

const STILL = { width: 540, height: 720 }

/** Processor time of one frame of a preview, by template: at 30 frames a second a worker of the page has 33 ms. The figure is an ellipse. */
export function measurePreview(): Record<string, number> {
  const { width, height } = STILL
  const [still, person, cloth] = [rgb8(width, height), plane(width, height), plane(width, height)]
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const inside = Math.hypot((x - 270) / 130, (y - 380) / 330) < 1
      person.data[i] = inside ? 1 : 0
      cloth.data[i] = inside && y > 220 && y < 600 ? 1 : 0
      still.data.fill(Math.imul(i, 2_654_435_761) >>> 24, 3 * i, 3 * i + 3)
    }
  }
  const known = { still, person, cloth, pose: null, posed: STILL }
  const metrics: Record<string, number> = {}
  for (const name of TEMPLATE_NAMES) {
    const preview = createMotionPreview(known, TEMPLATES[name])
    for (let index = 0; index < 20; index++) preview.frameAt(index)
    const before = process.cpuUsage()
    for (let index = 0; index < preview.frames; index++) preview.frameAt(index)
    const { user, system } = process.cpuUsage(before)
    metrics[`preview.${name}.msPerFrame`] = (user + system) / 1000 / preview.frames
  }
  return metrics
}
