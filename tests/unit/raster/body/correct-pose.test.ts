import { expect, test } from 'vitest'
import { LANDMARK_NAMES, type PoseEstimate } from '../../../../app/domain/landmarks.ts'
import { correctPose } from '../../../../app/raster/body/correct-pose.ts'

const pose: PoseEstimate = {
  landmarks: LANDMARK_NAMES.map((_, i) => ({ x: 10 * i, y: 5 * i, z: -i, visibility: 0.2 })),
  box: { x: 0, y: 0, width: 330, height: 170 },
  score: 1,
  presence: 1,
}
const indexOf = (name: (typeof LANDMARK_NAMES)[number]): number => LANDMARK_NAMES.indexOf(name)

test('a moved wrist takes its fingers along and counts as seen; nothing else moves', () => {
  const corrected = correctPose(pose, [{ name: 'left-wrist', to: [200, 300] }])
  const wrist = indexOf('left-wrist')
  const [dx, dy] = [200 - 10 * wrist, 300 - 5 * wrist]
  expect(corrected.landmarks[wrist]).toEqual({ x: 200, y: 300, z: -wrist, visibility: 1 })
  const fingers = [indexOf('left-pinky'), indexOf('left-index'), indexOf('left-thumb')]
  for (const finger of fingers)
    expect(corrected.landmarks[finger]).toEqual({ x: 10 * finger + dx, y: 5 * finger + dy, z: -finger, visibility: 0.2 })
  for (const [i, mark] of pose.landmarks.entries()) if (i !== wrist && !fingers.includes(i)) expect(corrected.landmarks[i]).toEqual(mark)
})

test('nothing moved is the same pose', () => {
  expect(correctPose(pose, [])).toBe(pose)
})
