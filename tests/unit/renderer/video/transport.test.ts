import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameAtSeconds, parseTimecode, secondsInside, timecode } from '../../../../renderer/video/player/timecode.ts'
import {
  advanced,
  newTransport,
  overClip,
  seeked,
  shuttled,
  stepped,
  toggled,
  withIn,
  withOut,
  withSpeed,
} from '../../../../renderer/video/player/transport.ts'

const RATES = [
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30_000, den: 1001 },
  { num: 60, den: 1 },
] as const
const PAL = { num: 25, den: 1 }

describe('timecode', () => {
  it('counts minutes, seconds and frames, fractional rates by the next whole one', () => {
    expect(timecode(0, PAL)).toBe('00:00:00')
    expect(timecode(68, PAL)).toBe('00:02:18')
    expect(timecode(25 * 61, PAL)).toBe('01:01:00')
    expect(timecode(30, { num: 30_000, den: 1001 })).toBe('00:01:00')
  })

  it('is read as it is written, and shorter', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.constantFrom(...RATES), (frame, rate) => {
        expect(parseTimecode(timecode(frame, rate), rate)).toBe(frame)
      }),
    )
    expect(parseTimecode('2:18', PAL)).toBe(68)
    expect(parseTimecode('18', PAL)).toBe(18)
    expect(parseTimecode('soon', PAL)).toBeNull()
    expect(parseTimecode('', PAL)).toBeNull()
  })

  it('leads a player into a frame, and back to the same one', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.constantFrom(...RATES), (frame, rate) => {
        expect(frameAtSeconds(secondsInside(frame, rate), rate)).toBe(frame)
        // Players name the beginning of a frame, rounded to microseconds.
        expect(frameAtSeconds(Math.round((1e6 * frame * rate.den) / rate.num) / 1e6, rate)).toBe(frame)
      }),
    )
  })
})

describe('the transport', () => {
  const clip = newTransport(100, PAL)

  it('plays at the pace of the clip, and parts of frames add up', () => {
    let playing = toggled(clip)
    for (let i = 0; i < 60; i++) playing = advanced(playing, 1000 / 60)
    expect(playing.frame + playing.rest).toBeCloseTo(25, 6)
    expect(advanced(withSpeed(playing, 2), 1000).frame).toBe(75)
  })

  it('begins again at the end, or stops there', () => {
    const near = toggled(seeked(clip, 98))
    expect(advanced(near, 200)).toMatchObject({ frame: 3, pace: 1 })
    expect(advanced({ ...near, isLooping: false }, 200)).toMatchObject({ frame: 99, pace: 0 })
    expect(toggled({ ...clip, frame: 99 })).toMatchObject({ frame: 0, pace: 1 })
  })

  it('stays between in and out, both of them shown', () => {
    const cut = withOut(withIn(clip, 10), 19)
    const seen = new Set<number>()
    let playing = toggled(cut)
    expect(playing.frame).toBe(10)
    for (let i = 0; i < 100; i++) {
      playing = advanced(playing, 20)
      seen.add(playing.frame)
    }
    expect([...seen].toSorted((a, b) => a - b)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
  })

  it('gives up a mark that would end before it begins', () => {
    expect(withIn(withOut(clip, 19), 50)).toMatchObject({ inFrame: 50, outFrame: 99 })
    expect(withOut(withIn(clip, 50), 19)).toMatchObject({ inFrame: 0, outFrame: 19 })
  })

  it('shuttles as desks do: again is faster, the other way turns, K stops', () => {
    const twice = shuttled(shuttled(clip, 'forward'), 'forward')
    expect(twice.pace).toBe(2)
    expect(shuttled(shuttled(shuttled(twice, 'forward'), 'forward'), 'forward').pace).toBe(4)
    expect(shuttled(twice, 'back').pace).toBe(-1)
    expect(shuttled(twice, 'stop').pace).toBe(0)
    expect(advanced(shuttled(seeked(clip, 50), 'back'), 400).frame).toBe(40)
  })

  it('steps frame by frame inside of the clip, and stops to do so', () => {
    expect(stepped(toggled(clip), 1)).toMatchObject({ frame: 1, pace: 0 })
    expect(stepped(clip, -1).frame).toBe(0)
    expect(stepped(seeked(clip, 99), 1).frame).toBe(99)
  })

  it('stays at the same part where the clip becomes longer', () => {
    expect(overClip(seeked(clip, 99), 50, PAL)).toMatchObject({ frame: 49, outFrame: 49 })
    expect(overClip(clip, 100, PAL)).toBe(clip)
  })

  it('never leaves its marks, whatever is done', () => {
    const act = fc.oneof(
      fc.double({ min: 0, max: 5000, noNaN: true }).map((ms) => (now: typeof clip) => advanced(now, ms)),
      fc.constantFrom(
        toggled,
        (now: typeof clip) => shuttled(now, 'back'),
        (now: typeof clip) => shuttled(now, 'forward'),
      ),
      fc.integer({ min: -50, max: 150 }).map((frame) => (now: typeof clip) => seeked(now, frame)),
      fc.integer({ min: 0, max: 99 }).map((frame) => (now: typeof clip) => withIn(now, frame)),
      fc.integer({ min: 0, max: 99 }).map((frame) => (now: typeof clip) => withOut(now, frame)),
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const end = acts.reduce((now, act) => act(now), clip)
        expect(end.frame).toBeGreaterThanOrEqual(0)
        expect(end.frame).toBeLessThanOrEqual(99)
        expect(Number.isInteger(end.frame)).toBe(true)
        expect(end.inFrame).toBeLessThanOrEqual(end.outFrame)
      }),
    )
  })
})
