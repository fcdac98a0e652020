import type { BenchReport } from './report.ts'
import { brushMasks } from './ui-brush.ts'
import { launchToUsable } from './ui-launch.ts'
import { rewarpWhileDrafting } from './ui-rewarp.ts'
import { scrollGallery } from './ui-scroll.ts'

/** How fast the page feels, in a real Chromium over a real host. On a shared machine the best of several rounds is the one that is the page's. */
export async function benchUi(): Promise<BenchReport> {
  const parts = [await scrollGallery(), await launchToUsable(), await rewarpWhileDrafting(), await brushMasks()]
  return {
    metrics: Object.assign({}, ...parts.map((part) => part.metrics)),
    limits: Object.assign({}, ...parts.map((part) => part.limits)),
  }
}
