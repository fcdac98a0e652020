import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { StudioContract } from '../../app/contract/contract.ts'
import type { Input } from '../../app/contract/define.ts'
import type { FinalResult } from '../../app/domain/final/final-result.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { microUsd } from '../../app/domain/money/money.ts'
import { openTempStudio, type TempStudio } from '../../tools/temp-studio.ts'
import { environmentFor } from '../emulator/bases.ts'
import { type EmulatorChild, startEmulatorChild } from '../emulator/start-child.ts'

const SAMPLES = join(import.meta.dirname, '../../resources/samples')
const EDIT = 'fal:nano-banana-2-edit'

let emulator: EmulatorChild
let studio: TempStudio
let personId: AssetId
let garmentId: AssetId
let draftId: AssetId

beforeAll(async () => {
  emulator = await startEmulatorChild()
  await emulator.control.maxSide(768)
  Object.assign(process.env, environmentFor(emulator.bases), { DRAPE_TIME_ZONE: 'UTC' })
  studio = await openTempStudio({ cloudTiming: { longestPollMs: 20, reconcileAfterMs: 20, firstPauseMs: 5, maxPauseMs: 20 } })
  const { client } = studio.core
  for (const provider of ['fal', 'google'] as const) {
    await client['providers.set-key']({ provider, key: emulator.keys[provider] })
    await client['providers.switch']({ provider, to: 'on' })
  }
  personId = await studio.import(join(SAMPLES, 'person-ada.jpg'))
  garmentId = await studio.import(join(SAMPLES, 'garment-teePrint.jpg'))
  draftId = (await studio.draft(personId, garmentId, { workingLongSide: 768 })).draft.assetId
}, 120_000)
afterEach(() => emulator.control.clearFaults())
afterAll(async () => {
  await studio[Symbol.asyncDispose]()
  await emulator.close()
})

type Request = Input<StudioContract['final.start']>

/** The person in a garment, of which a draft is made first. */
const picturesOf = (id: AssetId, options: object): Request['from'] => ({
  kind: 'pictures',
  personId,
  garments: [{ garmentId: id }],
  options,
})

async function end(request: Partial<Request> & { readonly model?: string }): Promise<{ job: JobSummary; taken: number }> {
  const { model = EDIT, ...rest } = request
  const before = (await emulator.control.ledger()).length
  const { jobId } = await studio.core.client['final.start']({ choice: { model }, from: { kind: 'draft', draftId }, maxRetries: 0, ...rest })
  const job = await studio.finished(jobId)
  return { job, taken: (await emulator.control.ledger()).length - before }
}

async function final(request: Partial<Request> & { readonly model?: string }): Promise<{ result: FinalResult; taken: number }> {
  const { job, taken } = await end(request)
  expect(job.error).toBeNull()
  return { result: job.result as unknown as FinalResult, taken }
}

/** PSNR of a final and the photo where the mask says that the photo was kept, and how much of the picture that is. */
async function keptOf(result: FinalResult): Promise<{ psnr: number; share: number }> {
  const { width, height, hash } = result.final
  const raw = (path: string) => sharp(path).autoOrient().flatten({ background: '#fff' }).removeAlpha().toColourspace('srgb')
  const picture = await raw(await studio.pathOf(hash))
    .raw()
    .toBuffer()
  const { assets } = await studio.core.client['library.list']({ kind: 'picture', text: 'person-ada' })
  const source = assets.find(({ id }) => id === personId)
  const photo = await raw(await studio.pathOf(source?.hash ?? ''))
    .resize(width, height, { fit: 'fill' })
    .raw()
    .toBuffer()
  const { path } = await studio.core.host['media.locate']({ hash: result.keptMask ?? '', variant: 'artifact' })
  const mask = await sharp(path).extractChannel(0).raw().toBuffer()
  let [sum, count] = [0, 0]
  for (const [i, kept] of mask.entries()) {
    if (kept !== 255) continue
    count++
    for (let c = 0; c < 3; c++) sum += ((picture[3 * i + c] ?? 0) - (photo[3 * i + c] ?? 0)) ** 2
  }
  return { psnr: sum === 0 ? 99 : 10 * Math.log10((255 ** 2 * 3 * count) / sum), share: count / mask.length }
}

describe('a final', () => {
  it.each([
    ['fal:nano-banana-2-edit', ['draft', 'person', 'garment'], 'words'],
    ['google:nano-banana-2.1', ['draft', 'person', 'garment'], 'words'],
    ['fal:fashn-1.6', ['person', 'garment'], 'parameters'],
    ['fal:kling-try-on-1.5', ['person', 'garment'], 'nothing'],
  ] as const)('through %s: paid once, face and ground are the photo’s, and it is judged', async (model, pictures, by) => {
    const { result, taken } = await final({ model })
    const { psnr, share } = await keptOf(result)
    expect([taken, result.tries.length, result.problem, result.realism.by]).toEqual([1, 1, null, by])
    expect(psnr).toBeGreaterThanOrEqual(50)
    expect(share).toBeGreaterThan(0.3)
    expect(result.agreement).toBeGreaterThan(0.4)
    expect(result.truth.map((one) => [one.garmentId, one.report.garment.type])).toEqual([[garmentId, 't-shirt']])
    const { assets } = await studio.core.client['library.list']({ kind: 'picture', text: 'final' })
    const asset = assets.find(({ id }) => id === result.final.assetId)
    expect(asset?.lineage?.parents.map(({ role }) => role)).toEqual(['person', 'garment', 'draft', 'made'])
    expect(asset?.lineage?.recipe).toMatchObject({ model, realism: 3, preserve: { face: true, background: true } })
    const raw = assets.length > 0 && result.tries[0]?.made.assetId
    const made = (await studio.core.client['library.list']({ kind: 'picture', text: 'as made' })).assets.find(({ id }) => id === raw)
    expect(made?.lineage?.parents.map(({ role }) => role)).toEqual(pictures)
  })

  it('makes its own draft of pictures, and says what each picture is', async () => {
    const from = picturesOf(garmentId, { workingLongSide: 640 })
    const { result } = await final({ from, realism: 5 })
    expect(result.draft).not.toBeNull()
    expect(result.tries[0]?.prompt).toMatch(/^Picture 1 is a rough draft.* Picture 2 is the photograph.* Picture 3 is the t-shirt itself/)
    expect(result.tries[0]?.prompt).toContain('microscopic cloth texture')
  })

  it('spends nothing on a draft below its threshold, unless told to', async () => {
    // Clothes off another person: a draft of .9.
    const worn = await studio.import(join(SAMPLES, 'person-ben.jpg'))
    const options = { workingLongSide: 640, qualityThreshold: 0.95 }
    const from = picturesOf(worn, options)
    const { job, taken } = await end({ from })
    expect([job.state, job.error?.code, taken]).toEqual(['failed', 'tryon.quality-failed', 0])
    const told = await final({ from, onWeakDraft: 'go-on' })
    expect(told.taken).toBe(1)
  })

  it('leaves what is not to be kept as the model made it', async () => {
    const { result } = await final({ preserve: { face: false, background: false } })
    expect([result.keptMask, result.problem]).toEqual([null, null])
  })
})

describe('tries of a final', () => {
  it('go on while none is good enough, each a submission of its own with another seed and what went wrong', async () => {
    const { result, taken } = await final({ maxRetries: 2, qualityThreshold: 1, seed: 7 })
    expect([taken, result.tries.length, result.stopped, result.verdict]).toEqual([3, 3, 'retries', 'below-threshold'])
    expect(result.tries.map(({ seed }) => seed)).toEqual([7, 8, 9])
    expect(new Set(result.tries.map(({ submissionId }) => submissionId)).size).toBe(3)
    expect(result.tries[0]?.prompt).not.toContain('earlier attempt')
    expect(result.tries[1]?.prompt).toContain('In an earlier attempt')
    expect(result.score).toBe(Math.max(...result.tries.map(({ score }) => score)))
    expect(result.chargeMicros).toBe(result.tries.reduce((sum, { chargeMicros }) => sum + chargeMicros, 0))
  })

  it('end with the first good one', async () => {
    const trousers = await studio.import(join(SAMPLES, 'garment-trousersDenim.jpg'))
    const from = picturesOf(trousers, { workingLongSide: 640 })
    const { result, taken } = await final({ from, maxRetries: 3 })
    expect([taken, result.stopped, result.verdict, result.tries[0]?.faults]).toEqual([1, 'good', 'ok', []])
  })

  it('end where the budget does, with the best so far', async () => {
    const { worstCaseMicros } = await studio.core.client['final.price']({ choice: { model: EDIT }, from: { kind: 'draft', draftId } })
    const maxMicros = microUsd.parse(Math.round(worstCaseMicros * 1.2))
    const { result, taken } = await final({ maxRetries: 3, qualityThreshold: 1, maxMicros })
    expect([taken, result.stopped, result.stoppedCode]).toEqual([1, 'budget', 'money.cap-reached'])
    expect(result.chargeMicros).toBeLessThanOrEqual(maxMicros)
  })

  it('end where the service refuses a later one, and the first fails with it', async () => {
    await emulator.control.fault({ name: 'moderated', provider: 'fal', after: 1, times: 1 })
    const { result } = await final({ maxRetries: 3, qualityThreshold: 1 })
    expect([result.tries.length, result.stopped, result.stoppedCode]).toEqual([1, 'refused', 'provider.refused-content'])
    await emulator.control.clearFaults()
    await emulator.control.fault({ name: 'moderated', provider: 'fal', times: 1 })
    const { job } = await end({ maxRetries: 3 })
    expect([job.state, job.error?.code]).toEqual(['failed', 'provider.refused-content'])
  })
})
