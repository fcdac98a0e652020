import { describe, expect, it } from 'vitest'
import type { AssetId, JobId } from '../../../../app/domain/ids.ts'
import type { JobState, JobSummary } from '../../../../app/domain/job.ts'
import { TRUTH_MEASURES, type TruthMeasure, type TruthVerdict } from '../../../../app/domain/truth-report.ts'
import type { TryOnResult } from '../../../../app/domain/try-on.ts'
import { comparisonOf, inOrder, questionOf, summaryOf, truthStateOf } from '../../../../renderer/truth/truth-of.ts'
import { scaleOf } from '../../../../renderer/truth/truth-scale.ts'

const id = (name: string): AssetId => `ast_${name.padEnd(20, '0')}` as AssetId

function job(parts: Partial<Omit<JobSummary, 'id'>> & { readonly name: string; readonly payload: JobSummary['payload'] }): JobSummary {
  const { name, ...rest } = parts
  return {
    id: `job_${name}` as JobId,
    kind: 'judge',
    state: 'succeeded',
    title: name,
    priority: 0,
    position: 1,
    attempts: 1,
    cancelRequested: false,
    remoteMayContinue: false,
    progress: { fraction: 0, stage: null },
    createdAt: 1,
    runAt: 1,
    finishedAt: 2,
    result: null,
    error: null,
    ...rest,
  }
}

const draft = { draft: { assetId: id('draft') } } as unknown as TryOnResult
const tee = { garmentId: id('tee'), garmentType: 'auto', front: 'closed' }
const asked = { resultId: id('draft'), garmentId: id('tee'), personId: id('ann'), garmentType: 'auto' as const }

describe('the question of a draft', () => {
  it('is about its own pictures', () => {
    expect(questionOf(job({ name: 'a', kind: 'try-on', payload: { personId: id('ann'), garments: [tee] } }), draft)).toEqual(asked)
  })

  it('is not asked of garments over each other', () => {
    expect(questionOf(job({ name: 'a', kind: 'try-on', payload: { personId: id('ann'), garments: [tee, tee] } }), draft)).toBeNull()
  })

  it('finds the newest comparison of the same two pictures again, and no cancelled one', () => {
    const jobs = [
      job({ name: 'cancelled', state: 'canceled', payload: asked }),
      job({ name: 'other-garment', payload: { ...asked, garmentId: id('shirt') } }),
      job({ name: 'draft', kind: 'try-on', payload: { personId: id('ann'), garments: [tee] } }),
      job({ name: 'newest', payload: asked }),
      job({ name: 'older', payload: asked }),
    ]
    expect(comparisonOf(jobs, asked)).toBe('job_newest')
    expect(comparisonOf(jobs.slice(0, 3), asked)).toBeNull()
  })

  it('stands where its job stands', () => {
    const at = (state: JobState): string => truthStateOf(job({ name: 'a', state, payload: asked })).kind
    expect(truthStateOf(null).kind).toBe('none')
    expect((['queued', 'running', 'waiting'] as const).map(at)).toEqual(['working', 'working', 'working'])
    expect((['failed', 'needs-attention', 'canceled', 'succeeded'] as const).map(at)).toEqual(['failed', 'failed', 'none', 'told'])
  })
})

function measure(verdict: TruthVerdict, confidence: number, name: TruthMeasure['measure'] = 'hem'): TruthMeasure {
  return { measure: name, verdict, confidence, value: 0.1, off: 1, sentence: 'hem-kept', text: '' }
}

describe('the findings', () => {
  it('begin with what differs and end with what could not be told, each in the order of the report', () => {
    const verdicts = ['unknown', 'kept', 'doubtful', 'changed', 'kept', 'changed', 'unknown'] as const
    const told = TRUTH_MEASURES.map((name, index) => measure(verdicts[index] ?? 'unknown', 0.5, name))
    expect(inOrder(told).map((one) => `${one.verdict} ${one.measure}`)).toEqual([
      'changed sharpness',
      'changed hem',
      'doubtful stripes',
      'kept print',
      'kept sleeves',
      'unknown colour',
      'unknown neckline',
    ])
  })

  it('are no praise of the whole where a part could not be looked at', () => {
    const report = (verdict: TruthVerdict, sentence: TruthMeasure['sentence']) => ({
      verdict,
      garment: { type: 't-shirt' as const, kind: 'flat' as const },
      measures: [measure('kept', 0.9, 'colour'), { ...measure('unknown', 0.3), sentence }],
    })
    expect(summaryOf(report('kept', 'hem-unknown'))).toBe('partly')
    expect(summaryOf(report('kept', 'print-hidden'))).toBe('partly')
    expect(summaryOf(report('kept', 'stripes-none'))).toBe('kept')
    expect(summaryOf(report('changed', 'hem-unknown'))).toBe('changed')
  })

  it('lie inside the band of their scale exactly while they are tolerated', () => {
    for (const name of TRUTH_MEASURES) {
      for (const off of [0, 0.5, 0.99, 1.01, 3, 50]) {
        const scale = scaleOf({ ...measure('doubtful', 0.5, name), off })
        if (scale === null) throw new Error('It was measured')
        expect(scale.at >= scale.from && scale.at <= scale.to).toBe(off <= 1)
        expect(scale.at).toBeGreaterThan(0)
        expect(scale.at).toBeLessThan(1)
      }
    }
    expect(scaleOf({ ...measure('unknown', 0.5), off: null })).toBeNull()
  })

  it('keep the direction of lengths', () => {
    const at = (off: number): number => scaleOf({ ...measure('doubtful', 0.5, 'sleeves'), off })?.at ?? -1
    expect(at(-1.5)).toBeLessThan(0.3)
    expect(at(1.5)).toBeGreaterThan(0.7)
  })
})
