import { expect, it } from 'vitest'
import { z } from 'zod'
import { StudioError } from '../../../app/domain/errors.ts'
import { defineStage } from '../../../app/pipeline/stage.ts'
import { createStep, type StageRun, type Step } from '../../../app/pipeline/step.ts'

interface Services {
  readonly factor: number
}

const double = defineStage<Services>()({
  id: 'double',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({ n: z.number() }),
  output: z.object({ n: z.number() }),
  errors: ['tryon.pose-failed'],
  async run({ n }, { services, progress }) {
    progress(0.4)
    progress(0.2)
    if (n < 0) throw new StudioError('tryon.pose-failed', 'negative')
    if (n > 1000) throw new StudioError('image.damaged', 'not declared')
    return { n: n * services.factor }
  },
})

function harness(signal: AbortSignal = new AbortController().signal) {
  const memo = new Map<string, unknown>()
  const progress: number[] = []
  const runs: StageRun[] = []
  let executions = 0
  const step: Step = createStep({
    execute: async (stage, input, context) => {
      executions++
      return await stage.run(input as never, { services: { factor: 2 } as never, ...context })
    },
    memo: {
      read: async (key) => memo.get(key),
      write: async (key, output) => {
        memo.set(key, output)
      },
    },
    keyOf: (stage, input) => JSON.stringify([stage.id, stage.version, input]),
    signal,
    onProgress: (_stage, fraction) => progress.push(fraction),
    onFinished: (run) => runs.push(run),
    nowMs: () => 0,
  })
  return { step, memo, progress, runs, executions: () => executions }
}

it('runs a stage once for the same input and says which answer came from the memo', async () => {
  const { step, runs, executions } = harness()
  expect(await step(double, { n: 2 })).toEqual({ n: 4 })
  expect(await step(double, { n: 2 })).toEqual({ n: 4 })
  expect(executions()).toBe(1)
  expect(runs.map((run) => run.cached)).toEqual([false, true])
})

it('runs again where the remembered output no longer fits the schema', async () => {
  const { step, memo, executions } = harness()
  memo.set('["double",1,{"n":2}]', { n: 'old shape' })
  expect(await step(double, { n: 2 })).toEqual({ n: 4 })
  expect(executions()).toBe(1)
})

it('reports progress that never falls', async () => {
  const { step, progress } = harness()
  await step(double, { n: 1 })
  expect(progress).toEqual([0.4, 0.4, 1])
})

it('marks a declared error with its stage', async () => {
  await expect(harness().step(double, { n: -1 })).rejects.toMatchObject({ code: 'tryon.pose-failed', stage: 'double' })
})

it('makes an undeclared error internal and keeps it as the cause', async () => {
  const failure = await harness()
    .step(double, { n: 2000 })
    .catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'internal', stage: 'double', cause: { code: 'image.damaged' } })
})

it('makes an input that does not fit an internal error, not the fault of the user', async () => {
  await expect(harness().step(double, { n: 'x' } as never)).rejects.toMatchObject({ code: 'internal', stage: 'double' })
})

it('stops before a stage once aborted, with the reason unchanged', async () => {
  const abort = new AbortController()
  const { step, executions } = harness(abort.signal)
  const reason = new Error('stop')
  abort.abort(reason)
  await expect(step(double, { n: 1 })).rejects.toBe(reason)
  expect(executions()).toBe(0)
})
