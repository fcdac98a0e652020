import { describe, expect, it } from 'vitest'
import { placeAt, planCropPath } from '../../../../app/domain/video/crop-path.ts'
import { type SubjectSample, shareBetween } from '../../../../app/domain/video/subject-track.ts'
import { lookAt } from './tracks.ts'

const LENGTH = 0.4
const looks = (count: number, xAt: (share: number) => number): SubjectSample[] =>
  Array.from({ length: count }, (_, i) => lookAt(500 * i, { x: xAt(i / (count - 1)), y: 0.1, width: 0.2, height: 0.8 }))

function expectInside(samples: readonly SubjectSample[], path: NonNullable<ReturnType<typeof planCropPath>>): void {
  for (const { ms, subject } of samples) {
    if (subject === null) continue
    const at = placeAt(path, ms)
    expect(at).toBeGreaterThanOrEqual(-1e-9)
    expect(at).toBeLessThanOrEqual(1 - LENGTH + 1e-9)
    expect(shareBetween(subject.columns, at, at + LENGTH)).toBeGreaterThanOrEqual(0.95 - 1e-6)
    if (subject.face !== null) {
      expect(at).toBeLessThanOrEqual(subject.face.x + 1e-6)
      expect(at + LENGTH).toBeGreaterThanOrEqual(subject.face.x + subject.face.width - 1e-6)
    }
  }
}

describe('crop paths', () => {
  it('stay still, with the subject in the middle, where it hardly moves', () => {
    const samples = looks(12, (share) => 0.5 + 0.03 * Math.sin(9 * share))
    const path = planCropPath(samples, 'columns', LENGTH)
    expect(path?.kind).toBe('static')
    expect(placeAt(path ?? failed(), 0)).toBeCloseTo(0.6 - LENGTH / 2, 1)
  })

  it('follow a subject that walks across, evenly: no frame is further from the next than the subject itself moves', () => {
    const samples = looks(21, (share) => 0.05 + 0.7 * share)
    const path = planCropPath(samples, 'columns', LENGTH) ?? failed()
    expect(path.kind).toBe('moving')
    expectInside(samples, path)
    const steps = Array.from({ length: 300 }, (_, i) => placeAt(path, (10_000 * (i + 1)) / 300) - placeAt(path, (10_000 * i) / 300))
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(-1e-4)
    expect(Math.max(...steps)).toBeLessThan((1.3 * 0.7) / 300)
    // A straight walk needs few nodes.
    expect(path.nodes.length).toBeLessThan(32)
  })

  it('hold faces and 95 % of the subject in every look, however it moves', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = mulberry(seed)
      let x = 0.4
      const samples = Array.from({ length: 20 }, (_, i) => {
        x = Math.min(0.8, Math.max(0, x + (random() - 0.5) * 0.25))
        const subject = lookAt(500 * i, { x, y: 0.1, width: 0.1 + 0.1 * random(), height: 0.8 })
        return random() < 0.15 ? { ...subject, subject: null } : subject
      })
      const path = planCropPath(samples, 'columns', LENGTH)
      expect(path).not.toBeNull()
      expectInside(samples, path ?? failed())
    }
  })

  it('are not there where a look shows more than the window holds', () => {
    const wide = lookAt(500, { x: 0.1, y: 0, width: 0.6, height: 1 })
    expect(planCropPath([...looks(2, () => 0.4), wide], 'columns', LENGTH)).toBeNull()
  })

  it('keep to the middle where nobody is seen', () => {
    const nobody = { ms: 0, sharpness: 1, subject: null }
    expect(planCropPath([nobody], 'columns', LENGTH)).toEqual({ kind: 'static', nodes: [{ ms: 0, at: 0.3 }] })
  })

  it('rather leave something of the body out than cut a face', () => {
    const body = lookAt(0, { x: 0.2, y: 0, width: 0.4, height: 1 }, { x: 0.195, y: 0, width: 0.08, height: 0.1 })
    const path = planCropPath([body], 'columns', LENGTH) ?? failed()
    expect(placeAt(path, 0)).toBeLessThanOrEqual(0.195)
    expectInside([body], path)
  })
})

function failed(): never {
  throw new Error('A path was expected')
}

/** A generator of numbers 0..1 by a seed (mulberry32). */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
