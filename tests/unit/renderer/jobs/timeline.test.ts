import { describe, expect, it } from 'vitest'
import type { JobEvent, JobState } from '../../../../app/domain/job.ts'
import { withoutLooks } from '../../../../renderer/jobs/job-timeline.tsx'

const history = (...states: readonly JobState[]): JobEvent[] =>
  states.map((to, index) => ({ seq: index, at: index, from: states[index - 1] ?? null, to, code: null }))
const told = (...states: readonly JobState[]): JobState[] => withoutLooks(history(...states)).map(({ to }) => to)

describe('the history of work at a service', () => {
  it('tells once that it is waited for, however often it was looked at', () => {
    expect(told('queued', 'running', 'waiting', 'running', 'waiting', 'running', 'waiting', 'running', 'succeeded')).toEqual([
      'queued',
      'running',
      'waiting',
      'running',
      'succeeded',
    ])
    expect(told('queued', 'running', 'waiting', 'running')).toEqual(['queued', 'running', 'waiting'])
  })

  it('tells again after a person was asked or the queue had it back', () => {
    expect(told('queued', 'running', 'waiting', 'running', 'needs-attention', 'queued', 'running', 'waiting')).toEqual([
      'queued',
      'running',
      'waiting',
      'running',
      'needs-attention',
      'queued',
      'running',
      'waiting',
    ])
  })

  it('leaves work of this machine as it was', () => {
    const states: JobState[] = ['queued', 'running', 'queued', 'running', 'failed', 'queued', 'running', 'succeeded']
    expect(told(...states)).toEqual(states)
  })
})
