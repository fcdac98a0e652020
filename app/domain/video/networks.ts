import { z } from 'zod'
import networksJson from './networks.json' with { type: 'json' }

/** Shapes a clip is exported in, width to height. */
export const CLIP_RATIOS = ['9:16', '1:1', '4:5', '16:9'] as const
export const clipRatio = z.enum(CLIP_RATIOS)
export type ClipRatio = z.output<typeof clipRatio>

/** Parts of a frame that a network lays its own things over, from each edge, as shares of that side. */
const covered = z.object({ top: z.number(), right: z.number(), bottom: z.number(), left: z.number() })
export type Covered = z.output<typeof covered>

const network = z.object({
  id: z.string(),
  label: z.string(),
  ratio: clipRatio,
  covered,
  /** Sides that no source gives a number for: ours, until somebody has measured them. */
  estimated: z.array(covered.keyof()),
})
export type Network = z.output<typeof network>

const networksFile = z.object({ asOf: z.string(), sources: z.array(z.string()), networks: z.array(network) })

/** Sizes and covered zones of networks, with the day and the pages they were looked up: `networks.json`. Sources differ; where they do, the larger zone counts. */
export const NETWORKS = networksFile.parse(networksJson)

/** The networks an output is for: those that were chosen, else all that take its shape. Unknown names count for nothing. */
export function networksOf(ratio: ClipRatio, chosen: readonly string[] | null): readonly Network[] {
  return NETWORKS.networks.filter(({ id, ratio: shape }) => (chosen === null ? shape === ratio : chosen.includes(id)))
}

/** What any of the networks covers. */
export function coveredByAny(networks: readonly Network[]): Covered {
  const most = (side: keyof Covered): number => Math.max(0, ...networks.map((each) => each.covered[side]))
  return { top: most('top'), right: most('right'), bottom: most('bottom'), left: most('left') }
}
