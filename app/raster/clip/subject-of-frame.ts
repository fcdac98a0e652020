import type { PoseEstimate } from '../../domain/landmarks.ts'
import type { Plane, Rgb8, Size } from '../../domain/raster.ts'
import { PROFILE_BINS, type ShareBox, type SubjectSample } from '../../domain/video/subject-track.ts'
import { lumaOfRgb } from '../colour.ts'

/** A person as the pose model sees them in a frame; the mask 0..1 has the proportions of the frame. */
interface SeenPerson {
  readonly pose: PoseEstimate
  readonly poseMask: Plane
}

/** Others count as subjects where they are at least so large, as a share of the largest. */
const ALSO_SUBJECT = 0.5
/** Landmarks 0 to 10 are of the face. */
const FACE_LANDMARKS = 11
/** Shoulders, elbows, hips, knees: what clothes hang on. */
const BODY_LANDMARKS = [11, 12, 13, 14, 23, 24, 25, 26]
const VISIBLE = 0.5
/** Landmarks end at eyes, ears and mouth; hair and chin reach so much further, in distances between the ears and the eyes. */
const [ABOVE, BELOW, BESIDE] = [1.1, 0.8, 0.35]

/** What a frame shows of its subject: where it is across and down, heads, how much of the body is seen. Null where nobody is. */
export function subjectOfFrame(people: readonly SeenPerson[], frame: Size): SubjectSample['subject'] {
  const [largest] = people
  if (largest === undefined) return null
  const area = ({ pose: { box } }: SeenPerson): number => box.width * box.height
  const subjects = people.filter((person) => area(person) >= ALSO_SUBJECT * area(largest))
  const columns = new Float64Array(PROFILE_BINS)
  const rows = new Float64Array(PROFILE_BINS)
  for (const { poseMask } of subjects) addProfiles(poseMask, columns, rows)
  const total = columns.reduce((sum, value) => sum + value, 0)
  if (total <= 0) return null
  const faces = subjects.flatMap(({ pose }) => faceOf(pose, frame) ?? [])
  return {
    columns: Array.from(columns, (value) => value / total),
    rows: Array.from(rows, (value) => value / total),
    face: around(faces),
    bodySeen: mean(BODY_LANDMARKS.map((i) => seen(largest.pose, i, frame))),
    faceSeen: mean(Array.from({ length: FACE_LANDMARKS }, (_, i) => seen(largest.pose, i, frame))),
  }
}

function addProfiles({ width, height, data }: Plane, columns: Float64Array, rows: Float64Array): void {
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * PROFILE_BINS) / height)
    for (let x = 0; x < width; x++) {
      // Half a probability is nobody's.
      const value = data[y * width + x] >= 0.5 ? 1 : 0
      columns[Math.floor((x * PROFILE_BINS) / width)] += value
      rows[row] += value
    }
  }
}

/** All of a head, from hair to chin; null where the face is not seen. */
function faceOf({ landmarks }: PoseEstimate, frame: Size): ShareBox | null {
  const face = landmarks.slice(0, FACE_LANDMARKS)
  if (mean(face.map(({ visibility }) => visibility)) < VISIBLE) return null
  const xs = face.map(({ x }) => x)
  const ys = face.map(({ y }) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const unit = Math.max(right - left, bottom - top)
  return clipped(
    {
      x: left - BESIDE * unit,
      y: top - ABOVE * unit,
      width: right - left + 2 * BESIDE * unit,
      height: bottom - top + (ABOVE + BELOW) * unit,
    },
    frame,
  )
}

function clipped(box: ShareBox, frame: Size): ShareBox | null {
  const x = Math.max(0, box.x)
  const y = Math.max(0, box.y)
  const width = Math.min(frame.width, box.x + box.width) - x
  const height = Math.min(frame.height, box.y + box.height) - y
  if (width <= 0 || height <= 0) return null
  return { x: x / frame.width, y: y / frame.height, width: width / frame.width, height: height / frame.height }
}

function around(boxes: readonly ShareBox[]): ShareBox | null {
  if (boxes.length === 0) return null
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}

function seen({ landmarks }: PoseEstimate, i: number, frame: Size): number {
  const { x, y, visibility } = landmarks[i]
  return x < 0 || y < 0 || x > frame.width || y > frame.height ? 0 : visibility
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

/** Fine detail of a frame: the mean square of the Laplacian of its luma. Falls with blur of movement and of focus. */
export function detailOf(frame: Rgb8): number {
  const { width, height, data } = lumaOfRgb(frame)
  let sum = 0
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      const i = y * width + x
      sum += (4 * data[i] - data[i - 1] - data[i + 1] - data[i - width] - data[i + width]) ** 2
    }
  }
  return sum / Math.max(1, (width - 2) * (height - 2))
}
