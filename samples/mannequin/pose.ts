// Poses (joint angles or hand targets) and forward kinematics to a Skeleton of frames and named landmarks.
import { BASE_HEIGHT, type BodyShape, REST } from './body.ts'
import { add, cross, dot, type Frame, IDENTITY, len, movedTo, rotated, scale, sub, toWorld, turn, unit, type Vec3 } from './math.ts'

/** Arm by angles: degrees. raise = away from the side, swing = forward, twist = about the upper arm, elbow = bend. */
export interface ArmAngles {
  raise?: number
  swing?: number
  twist?: number
  elbow?: number
  hand?: HandPose
}
/** Arm by target: wrist position and elbow direction in torso coordinates (metres, see body.ts), x mirrored for the right arm. */
export interface ArmReach {
  wrist: Vec3
  elbowTo: Vec3
  hand?: HandPose
}
/** turn = about the forearm, flex = toward the palm, curl = fingers 0 straight .. 1 fist; toward = optional finger direction (torso coordinates). */
export interface HandPose {
  turn?: number
  flex?: number
  curl?: number
  toward?: Vec3
  palm?: Vec3
}
export interface LegAngles {
  swing?: number
  out?: number
  twist?: number
  knee?: number
  toe?: number
}

export interface Pose {
  yaw?: number // whole body about the vertical, + turns to the figure's left
  pelvis?: { tilt?: number; side?: number } // forward tilt, sideways tilt
  spine?: { bend?: number; side?: number; twist?: number }
  head?: { yaw?: number; pitch?: number; roll?: number }
  armL?: ArmAngles | ArmReach
  armR?: ArmAngles | ArmReach
  legL?: LegAngles
  legR?: LegAngles
}

const HANG: ArmAngles = { raise: 7, swing: 2, elbow: 10 }
const HIP_HAND: ArmReach = {
  wrist: [0.205, 0.115, 0.06],
  elbowTo: [1, 0, -0.55],
  hand: { toward: [-0.75, -0.35, 0.35], palm: [-0.5, -0.6, -0.6], curl: 0.3 },
}
const STAND = { legL: { out: 4, twist: 12 }, legR: { out: 4, twist: 12 } }

export const POSES: Record<string, Pose> = {
  armsDown: { ...STAND, armL: HANG, armR: HANG },
  aPose: { ...STAND, armL: { raise: 32, elbow: 6 }, armR: { raise: 32, elbow: 6 } },
  armsOut: { ...STAND, armL: { raise: 85, elbow: 4, twist: -60 }, armR: { raise: 85, elbow: 4, twist: -60 } },
  handOnHip: {
    legL: { out: 3, twist: 14 },
    legR: { out: 7, twist: 16 },
    pelvis: { side: 3 },
    spine: { side: -4 },
    armL: HIP_HAND,
    armR: HANG,
    head: { roll: -3, yaw: 6 },
  },
  bothOnHips: { ...STAND, armL: HIP_HAND, armR: HIP_HAND },
  armsCrossed: {
    ...STAND,
    armL: { wrist: [-0.105, 0.292, 0.172], elbowTo: [0.55, -0.8, 0.1], hand: { toward: [-1, 0.25, 0.0], palm: [0, 0.2, -1], curl: 0.35 } },
    armR: { wrist: [-0.105, 0.262, 0.215], elbowTo: [0.55, -0.8, 0.1], hand: { toward: [-1, 0.3, -0.2], palm: [0, 0.2, -1], curl: 0.35 } },
  },
  oneArmUp: { ...STAND, armL: HANG, armR: { raise: 158, elbow: 14, twist: -80 }, head: { yaw: -8 } },
  wave: { ...STAND, armL: HANG, armR: { raise: 72, elbow: 112, twist: 82, swing: 8 } },
  threeQuarter: {
    yaw: 38,
    legL: { out: 4, twist: 6, swing: 6 },
    legR: { out: 3, twist: 14, swing: -4 },
    armL: HANG,
    armR: { raise: 10, swing: 8, elbow: 22 },
    head: { yaw: -22 },
  },
  threeQuarterRight: {
    yaw: -42,
    legL: { out: 4, twist: 6, swing: -6 },
    legR: { out: 3, twist: 10, swing: 6 },
    armL: { raise: 10, swing: 10, elbow: 30 },
    armR: HANG,
    head: { yaw: 14 },
  },
  walking: {
    yaw: 12,
    spine: { twist: -8, bend: 2 },
    armL: { raise: 8, swing: -20, elbow: 14 },
    armR: { raise: 8, swing: 26, elbow: 26 },
    legL: { swing: 22, knee: 6, out: 2, twist: 4 },
    legR: { swing: -16, knee: 24, out: 2, twist: 4, toe: 24 },
  },
  contrapposto: {
    pelvis: { side: 5 },
    spine: { side: -8, twist: 6 },
    head: { yaw: 10, roll: -5 },
    legL: { out: 9, twist: 22, swing: 6, knee: 8 },
    legR: { out: 0, twist: 12 },
    armL: { raise: 12, elbow: 18 },
    armR: { raise: 9, elbow: 14, swing: -4 },
  },
  handsBehindBack: {
    ...STAND,
    armL: { wrist: [0.03, 0.1, -0.155], elbowTo: [1, 0, -0.6], hand: { toward: [-1, -0.2, 0], palm: [0, 0, -1], curl: 0.4 } },
    armR: { wrist: [0.03, 0.07, -0.19], elbowTo: [1, 0, -0.6], hand: { toward: [-1, -0.2, 0], palm: [0, 0, -1], curl: 0.4 } },
  },
  handsToHead: {
    ...STAND,
    armL: { wrist: [0.135, 0.66, -0.03], elbowTo: [1, 0.25, 0.1], hand: { toward: [-0.8, 0.3, -0.5], palm: [-0.6, 0, 0.5], curl: 0.3 } },
    armR: { wrist: [0.135, 0.66, -0.03], elbowTo: [1, 0.25, 0.1], hand: { toward: [-0.8, 0.3, -0.5], palm: [-0.6, 0, 0.5], curl: 0.3 } },
  },
  lunge: {
    yaw: 30,
    legL: { swing: 48, knee: 55, out: 4, twist: 2 },
    legR: { swing: -26, knee: 22, out: 3, twist: 4, toe: 30 },
    armL: { raise: 10, swing: -15, elbow: 30 },
    armR: { raise: 10, swing: 35, elbow: 60 },
    head: { yaw: -12 },
  },
}

/** Names of the 33 landmarks in the order used by the common 33-point body model. */
export const LANDMARKS = [
  'nose',
  'eyeInnerL',
  'eyeL',
  'eyeOuterL',
  'eyeInnerR',
  'eyeR',
  'eyeOuterR',
  'earL',
  'earR',
  'mouthL',
  'mouthR',
  'shoulderL',
  'shoulderR',
  'elbowL',
  'elbowR',
  'wristL',
  'wristR',
  'pinkyL',
  'pinkyR',
  'indexL',
  'indexR',
  'thumbL',
  'thumbR',
  'hipL',
  'hipR',
  'kneeL',
  'kneeR',
  'ankleL',
  'ankleR',
  'heelL',
  'heelR',
  'footL',
  'footR',
] as const

export interface ArmBones {
  upper: Frame
  fore: Frame
  hand: Frame
  curl: number
}
export interface LegBones {
  thigh: Frame
  shin: Frame
  foot: Frame
}
/** Bones run along -y of their frame. Feet point along +z of theirs. `s` converts base metres to this figure's metres. */
export interface Skeleton {
  s: number
  lengths: { upperArm: number; forearm: number; thigh: number; shin: number }
  pelvis: Frame
  chest: Frame
  neck: Frame
  head: Frame
  armL: ArmBones
  armR: ArmBones
  legL: LegBones
  legR: LegBones
  landmarks: Record<(typeof LANDMARKS)[number], Vec3>
}

/** Chest frame is expressed so that torso rest coordinates hold in it too (its origin is the carried mid-hip). */
function carried(parent: Frame, pivot: Vec3, turned: (f: Frame) => Frame): Frame {
  const at = turned(movedTo(parent, toWorld(parent, pivot)))
  return movedTo(at, toWorld(at, scale(pivot, -1)))
}

function reachArm(
  chest: Frame,
  shoulder: Vec3,
  r: ArmReach,
  side: 1 | -1,
  s: number,
  L1: number,
  L2: number,
): { upper: Frame; fore: Frame } {
  const target = toWorld(chest, [r.wrist[0] * s * side, r.wrist[1] * s, r.wrist[2] * s])
  const d = sub(target, shoulder),
    dist = Math.min(len(d), (L1 + L2) * 0.998),
    dir = unit(d)
  const pole = turn(chest, [r.elbowTo[0] * side, r.elbowTo[1], r.elbowTo[2]])
  const perp = unit(sub(pole, scale(dir, dot(pole, dir))))
  const along = (L1 * L1 - L2 * L2 + dist * dist) / (2 * dist),
    off = Math.sqrt(Math.max(0, L1 * L1 - along * along))
  const elbow = add(shoulder, add(scale(dir, along), scale(perp, off))),
    wrist = add(shoulder, scale(dir, dist))
  const bone = (o: Vec3, to: Vec3, bendTo: Vec3): Frame => {
    const y = scale(unit(sub(to, o)), -1),
      z = unit(sub(bendTo, scale(y, dot(bendTo, y))))
    return { o, y, z, x: cross(y, z) }
  }
  const bend = scale(perp, -1)
  return { upper: bone(shoulder, elbow, bend), fore: bone(elbow, wrist, bend) }
}

function solveArm(
  chest: Frame,
  a: ArmAngles | ArmReach,
  side: 1 | -1,
  s: number,
  lengths: Skeleton['lengths'],
  shoulderX: number,
): ArmBones {
  const shoulder = toWorld(chest, [REST.shoulder[0] * s * side * shoulderX, REST.shoulder[1] * s, REST.shoulder[2] * s])
  let upper: Frame, fore: Frame
  if ('wrist' in a) ({ upper, fore } = reachArm(chest, shoulder, a, side, s, lengths.upperArm, lengths.forearm))
  else {
    upper = movedTo(chest, shoulder)
    upper = rotated(upper, 'x', -(a.swing ?? 0))
    upper = rotated(upper, 'z', side * (a.raise ?? 0))
    upper = rotated(upper, 'y', side * (a.twist ?? 0))
    fore = rotated(movedTo(upper, toWorld(upper, [0, -lengths.upperArm, 0])), 'x', -(a.elbow ?? 0))
  }
  let hand = movedTo(fore, toWorld(fore, [0, -lengths.forearm, 0]))
  const h = a.hand ?? {}
  if (h.toward) {
    // fingers along `toward`, palm (the hand's -x on the left, +x on the right) toward `palm`
    const y = scale(unit(turn(chest, [h.toward[0] * side, h.toward[1], h.toward[2]])), -1)
    const palm = turn(chest, h.palm ? [h.palm[0] * side, h.palm[1], h.palm[2]] : [0, 0, -1])
    const x = scale(unit(sub(palm, scale(y, dot(palm, y)))), -side)
    hand = { o: hand.o, x, y, z: cross(x, y) }
  } else {
    hand = rotated(hand, 'y', side * (h.turn ?? 38))
    hand = rotated(hand, 'z', -side * (h.flex ?? 4))
  }
  return { upper, fore, hand, curl: h.curl ?? 0.22 }
}

function solveLeg(pelvis: Frame, a: LegAngles, side: 1 | -1, s: number, lengths: Skeleton['lengths']): LegBones {
  let thigh = movedTo(pelvis, toWorld(pelvis, [REST.hip[0] * s * side, 0, 0]))
  thigh = rotated(rotated(rotated(thigh, 'x', -(a.swing ?? 0)), 'z', side * (a.out ?? 0)), 'y', side * (a.twist ?? 0))
  const shin = rotated(movedTo(thigh, toWorld(thigh, [0, -lengths.thigh, 0])), 'x', a.knee ?? 0)
  const ankle = toWorld(shin, [0, -lengths.shin, 0])
  const z = unit([shin.z[0], 0, shin.z[2]]) // feet stay level except for the toe-off angle
  const level: Frame = { o: ankle, y: [0, 1, 0], z, x: cross([0, 1, 0], z) }
  return { thigh, shin, foot: rotated(level, 'x', a.toe ?? 0) }
}

/** Forward kinematics. The lowest sole stands on y = 0. */
export function solve(pose: Pose, shape: BodyShape): Skeleton {
  const s = shape.height / BASE_HEIGHT
  const lengths = {
    upperArm: REST.upperArm * s,
    forearm: REST.forearm * s,
    thigh: REST.thigh * s * shape.legs,
    shin: REST.shin * s * shape.legs,
  }
  const build = (lift: number): Skeleton => {
    let pelvis = rotated({ ...IDENTITY, o: [0, lift, 0] }, 'y', pose.yaw ?? 0)
    pelvis = rotated(rotated(pelvis, 'x', pose.pelvis?.tilt ?? 0), 'z', pose.pelvis?.side ?? 0)
    const pv = (p: Vec3): Vec3 => scale(p, s)
    const chest = carried(pelvis, pv(REST.spinePivot), (f) =>
      rotated(rotated(rotated(f, 'y', pose.spine?.twist ?? 0), 'x', pose.spine?.bend ?? 0), 'z', pose.spine?.side ?? 0),
    )
    const h = pose.head ?? {}
    const neck = carried(chest, pv(REST.neckPivot), (f) =>
      rotated(rotated(rotated(f, 'y', (h.yaw ?? 0) * 0.4), 'x', (h.pitch ?? 0) * 0.4), 'z', (h.roll ?? 0) * 0.5),
    )
    let head = rotated(rotated(rotated(neck, 'y', (h.yaw ?? 0) * 0.6), 'x', (h.pitch ?? 0) * 0.6), 'z', (h.roll ?? 0) * 0.5)
    head = movedTo(head, toWorld(neck, pv(REST.headCentre)))
    const armL = solveArm(chest, pose.armL ?? HANG, 1, s, lengths, shape.shoulders),
      armR = solveArm(chest, pose.armR ?? HANG, -1, s, lengths, shape.shoulders)
    const legL = solveLeg(pelvis, pose.legL ?? {}, 1, s, lengths),
      legR = solveLeg(pelvis, pose.legR ?? {}, -1, s, lengths)
    const H = (x: number, y: number, z: number): Vec3 => toWorld(head, [x * s, y * s, z * s])
    const at = (f: Frame, x: number, y: number, z: number): Vec3 => toWorld(f, [x * s, y * s, z * s])
    const landmarks = {
      nose: H(0, -0.036, 0.114),
      eyeInnerL: H(0.019, 0, 0.086),
      eyeL: H(0.031, 0, 0.085),
      eyeOuterL: H(0.043, 0, 0.078),
      eyeInnerR: H(-0.019, 0, 0.086),
      eyeR: H(-0.031, 0, 0.085),
      eyeOuterR: H(-0.043, 0, 0.078),
      earL: H(0.076, -0.012, -0.006),
      earR: H(-0.076, -0.012, -0.006),
      mouthL: H(0.024, -0.066, 0.083),
      mouthR: H(-0.024, -0.066, 0.083),
      shoulderL: armL.upper.o,
      shoulderR: armR.upper.o,
      elbowL: armL.fore.o,
      elbowR: armR.fore.o,
      wristL: armL.hand.o,
      wristR: armR.hand.o,
      pinkyL: at(armL.hand, 0, -0.095, -0.034),
      pinkyR: at(armR.hand, 0, -0.095, -0.034),
      indexL: at(armL.hand, 0, -0.1, 0.028),
      indexR: at(armR.hand, 0, -0.1, 0.028),
      thumbL: at(armL.hand, -0.012, -0.06, 0.046),
      thumbR: at(armR.hand, 0.012, -0.06, 0.046),
      hipL: legL.thigh.o,
      hipR: legR.thigh.o,
      kneeL: legL.shin.o,
      kneeR: legR.shin.o,
      ankleL: legL.foot.o,
      ankleR: legR.foot.o,
      heelL: at(legL.foot, 0, -0.045, -0.05),
      heelR: at(legR.foot, 0, -0.045, -0.05),
      footL: at(legL.foot, 0, -0.05, 0.15),
      footR: at(legR.foot, 0, -0.05, 0.15),
    }
    return { s, lengths, pelvis, chest, neck, head, armL, armR, legL, legR, landmarks }
  }
  const probe = build(0)
  const soles = [probe.legL.foot, probe.legR.foot].flatMap((f) => [
    toWorld(f, [0, -REST.ankleHeight * s, -0.05 * s])[1],
    toWorld(f, [0, -REST.ankleHeight * s, 0.14 * s])[1],
  ])
  return build(-Math.min(...soles))
}
