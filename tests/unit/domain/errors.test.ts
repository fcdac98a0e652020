import { expect, it } from 'vitest'
import { ERROR_CODES, isAbort, StudioError } from '../../../app/domain/errors.ts'

it('crosses the contract without stack or cause', () => {
  const error = new StudioError('image.too-large', 'Too many pixels', { details: { pixels: 5 }, cause: new Error('secret path') })
  expect(error.toShape()).toEqual({ code: 'image.too-large', alias: 'IMAGE_TOO_LARGE', message: 'Too many pixels', details: { pixels: 5 } })
})

it('survives the trip to data and back', () => {
  const error = new StudioError('tryon.pose-failed', 'No person', { details: { people: 0 } }).at('estimate-pose')
  expect(StudioError.fromShape(error.toShape()).toShape()).toEqual(error.toShape())
})

it('keeps the first stage it was marked with', () => {
  expect(new StudioError('internal', 'x').at('fit').at('store').stage).toBe('fit')
})

it('makes anything thrown an internal error with the original as cause', () => {
  const thrown = new TypeError('boom')
  const error = StudioError.from(thrown)
  expect(error.code).toBe('internal')
  expect(error.cause).toBe(thrown)
})

it('knows an abort by the reason of its signal', () => {
  const abort = new AbortController()
  const reason = new Error('stop')
  expect(isAbort(reason, abort.signal)).toBe(false)
  abort.abort(reason)
  expect(isAbort(reason, abort.signal)).toBe(true)
  expect(isAbort(new Error('other'), abort.signal)).toBe(false)
})

it('gives every code of the public list to some error', () => {
  const aliases = new Set<string>(Object.values(ERROR_CODES).map((facts) => facts.alias))
  for (const alias of [
    'INVALID_IMAGE_FORMAT',
    'IMAGE_TOO_LARGE',
    'SEGMENTATION_FAILED',
    'POSE_FAILED',
    'WARP_FAILED',
    'QUALITY_CHECK_FAILED',
    'TIMEOUT',
    'STORAGE_ERROR',
    'CANCELLED',
  ]) {
    expect(aliases).toContain(alias)
  }
})
