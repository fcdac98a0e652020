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

/** Two jobs over one memo, and a stage that ends when it is told to. */
function twoJobs() {
  const [memo, underWay] = [new Map<string, unknown>(), new Map<string, Promise<unknown>>()]
  const started: ReturnType<typeof Promise.withResolvers<unknown>>[] = []
  const jobOf = () => {
    const stop = new AbortController()
    const runs: StageRun[] = []
    const step = createStep({
      execute: async (_stage, _input, { signal }) => {
        const work = Promise.withResolvers<unknown>()
        signal.addEventListener('abort', () => work.reject(signal.reason))
        started.push(work)
        return await work.promise
      },
      memo: { read: async (key) => memo.get(key), write: async (key, output) => void memo.set(key, output) },
      underWay,
      keyOf: (stage, input) => JSON.stringify([stage.id, input]),
      signal: stop.signal,
      onProgress: () => undefined,
      onFinished: (run) => runs.push(run),
      nowMs: () => 0,
    })
    return { step, runs, stop }
  }
  /** Lets everything that waits for nothing outside come to rest. */
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5))
  return { started, first: jobOf(), second: jobOf(), underWay, settle }
}

it('waits for another job that does the same, and finds it remembered', async () => {
  const { started, first, second, underWay, settle } = twoJobs()
  const both = [first.step(double, { n: 2 }), second.step(double, { n: 2 })]
  await settle()
  expect(started).toHaveLength(1)
  started[0]?.resolve({ n: 4 })
  expect(await Promise.all(both)).toEqual([{ n: 4 }, { n: 4 }])
  expect([first.runs[0]?.cached, second.runs[0]?.cached]).toEqual([false, true])
  expect(underWay.size).toBe(0)
})

it('does it itself where the other job failed or was cancelled', async () => {
  const { started, first, second, settle } = twoJobs()
  const other = first.step(double, { n: 2 })
  const own = second.step(double, { n: 2 })
  await settle()
  first.stop.abort(new Error('enough'))
  await expect(other).rejects.toThrow('enough')
  await settle()
  expect(started).toHaveLength(2)
  started[1]?.resolve({ n: 4 })
  expect(await own).toEqual({ n: 4 })
  expect(second.runs.map(({ cached }) => cached)).toEqual([false])
})

it('a job that is cancelled while it waits is through at once, and the other goes on', async () => {
  const { started, first, second, settle } = twoJobs()
  const other = first.step(double, { n: 2 })
  const own = second.step(double, { n: 2 })
  await settle()
  second.stop.abort(new Error('enough'))
  await expect(own).rejects.toThrow('enough')
  started[0]?.resolve({ n: 4 })
  expect(await other).toEqual({ n: 4 })
  expect(started).toHaveLength(1)
})
