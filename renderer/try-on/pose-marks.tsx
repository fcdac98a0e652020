import type { ReactNode } from 'react'
import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import styles from './overlays.module.css'

/** Below this the model only guesses where a joint is. */
const SEEN = 0.35
/** Screen pixels. */
const JOINT_PX = 4

type Pose = NonNullable<DraftOverlays['pose']>

interface PoseMarksProps {
  readonly pose: Pose
  /** Points that can be dragged lie over the picture: their marks are not drawn a second time. */
  readonly marks: 'drawn' | 'handles'
  /** Screen pixels for one of the picture: marks keep their size while it is zoomed. */
  readonly scale: number
}

/** The skeleton, in the pixels of an SVG's view box; what is only guessed in another colour and dashed. */
export function PoseMarks({ pose, marks, scale }: PoseMarksProps): ReactNode {
  return (
    <g className={styles.pose} data-testid="overlay-pose">
      {linesOf(pose).map(({ key, start, end }) => (
        <line
          key={key}
          x1={start.x}
          y1={start.y}
          x2={end.x}
          y2={end.y}
          data-guessed={Math.min(start.visibility, end.visibility) < SEEN}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {marks === 'drawn' &&
        jointsOf(pose).map(({ key, joint: { x, y, visibility } }) => (
          <circle key={key} cx={x} cy={y} r={JOINT_PX / scale} data-guessed={visibility < SEEN} vectorEffect="non-scaling-stroke" />
        ))}
    </g>
  )
}

// By place in the body, not by coordinates: a pose that moves keeps its elements.
const jointsOf = ({ bones }: Pose) => bones.flatMap((bone, limb) => bone.map((joint, place) => ({ key: `${limb}.${place}`, joint })))

const linesOf = ({ bones }: Pose) =>
  bones.flatMap((bone, limb) => bone.slice(1).map((end, place) => ({ key: `${limb}.${place}`, start: bone[place] ?? end, end })))
