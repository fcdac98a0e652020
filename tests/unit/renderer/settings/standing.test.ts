import { describe, expect, it } from 'vitest'
import type { ProviderStatus } from '../../../../app/contract/cloud.ts'
import { StudioError } from '../../../../app/domain/errors.ts'
import { standingOf } from '../../../../renderer/settings/providers/provider-standing.ts'
import { spanOf } from '../../../../renderer/settings/spend/spend-period.ts'

const fine: ProviderStatus = { id: 'fal', label: 'fal', isOn: true, hasKey: true, pause: null, health: { at: 5, error: null } }
const error = new StudioError('provider.unauthorized', 'no').toShape()

describe('where a service stands', () => {
  it.each([
    [{}, { kind: 'works', at: 5 }],
    [{ health: null }, { kind: 'untested' }],
    [{ health: { at: 6, error } }, { kind: 'wrong', code: 'provider.unauthorized', at: 6 }],
    [{ pause: { code: 'provider.account-locked', message: '', at: 7 } }, { kind: 'paused', code: 'provider.account-locked', at: 7 }],
    [{ isOn: false, health: { at: 6, error } }, { kind: 'off' }],
    [{ hasKey: false, pause: { code: 'provider.no-key', message: '', at: 7 } }, { kind: 'no-key' }],
  ] as const)('with %j it is %j', (more, standing) => {
    expect(standingOf({ ...fine, ...more })).toEqual(standing)
  })
})

describe('the days of a period', () => {
  it.each([
    ['today', '2026-12-01', { from: '2026-12-01', to: '2026-12-01' }],
    ['week', '2026-03-02', { from: '2026-02-24', to: '2026-03-02' }],
    ['month', '2026-02-28', { from: '2026-02-01', to: '2026-02-28' }],
    ['year', '2027-01-01', { from: '2027-01-01', to: '2027-01-01' }],
  ] as const)('%s of %s', (period, today, span) => {
    expect(spanOf(period, today)).toEqual(span)
  })
})
