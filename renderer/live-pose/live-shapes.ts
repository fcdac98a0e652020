import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import { LANDMARK_NAMES, type Landmark } from '../../app/domain/landmarks.ts'

type PoseShapes = NonNullable<DraftOverlays['pose']>
type Name = (typeof LANDMARK_NAMES)[number]

/** Chains of joints as they are drawn over a draft: trunk, arms, legs. A live pose has no mask, so hands and feet end at what the model marks. */
const CHAINS: readonly (readonly Name[])[] = [
  ['left-shoulder', 'right-shoulder', 'right-hip', 'left-hip', 'left-shoulder'],
  ['left-shoulder', 'left-elbow', 'left-wrist', 'left-index'],
  ['right-shoulder', 'right-elbow', 'right-wrist', 'right-index'],
  ['left-hip', 'left-knee', 'left-ankle', 'left-foot-index'],
  ['right-hip', 'right-knee', 'right-ankle', 'right-foot-index'],
]

/** The skeleton of a live pose, in the pixels of its landmarks. */
export function liveShapes(landmarks: readonly Landmark[]): PoseShapes {
  const at = (name: Name): Landmark => {
    const found = landmarks[LANDMARK_NAMES.indexOf(name)]
    if (found === undefined) throw new RangeError(`The pose has no ${name}`)
    return found
  }
  const joint = ({ x, y, visibility }: Landmark) => ({ x, y, visibility })
  const [left, right] = [at('left-ear'), at('right-ear')]
  const head = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2, radius: Math.hypot(left.x - right.x, left.y - right.y) / 2 }
  return { bones: CHAINS.map((chain) => chain.map((name) => joint(at(name)))), head }
}
