import { expect } from 'vitest'
import type { StudioContract } from '../../app/contract/contract.ts'
import type { Client } from '../../app/contract/define.ts'
import type { FinalResult } from '../../app/domain/final/final-result.ts'
import type { AssetId, JobId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { microUsd } from '../../app/domain/money/money.ts'
import type { Emulator } from '../emulator/start-emulator.ts'
import type { Case } from './cloud-cases.ts'

const NOBODY = `ast_${'0'.repeat(20)}` as AssetId
const NO_JOB = `job_${'0'.repeat(20)}` as JobId
const KLING = 'fal:kling-try-on-1.5'

interface Bench {
  readonly emulator: () => Emulator
  readonly ended: (client: Client<StudioContract>, id: JobId) => Promise<JobSummary>
  readonly importSample: (client: Client<StudioContract>) => Promise<AssetId>
  /** A finished draft of the samples. */
  readonly finishedDraft: (client: Client<StudioContract>) => Promise<JobId>
}

type Name = Extract<keyof StudioContract, `${'prompts' | 'garment' | 'final'}.${string}`>

/** Cases of prompts, of looks at garments and of finals, against an emulator of the services. */
export function finalCases(bench: Bench): Record<Name, Case> {
  return { ...encodeCases(), ...versionCases(), ...presetCases(), ...garmentCases(bench), ...finalOnes(bench) }
}

function encodeCases() {
  return {
    'prompts.encode': {
      happy: async (client) => {
        const made = await client['prompts.encode']({
          text: 'on a roof',
          style: 'editorial',
          shoot: { pose: 'walking' },
          negative: 'hats',
          model: 'fal:flux-dev',
        })
        expect(made.prompt).toMatch(/^on a roof\./)
        expect(made.prompt).toContain('walking towards the camera')
        // This model has no field for what to leave out.
        expect([made.prompt.includes('Avoid: hats.'), made.negativePrompt]).toEqual([true, ''])
        expect(made.notes).toContainEqual({ code: 'negative-worded', text: 'hats' })
        const raw = await client['prompts.encode']({ text: 'on a roof', style: 'editorial', encoder: 'off' })
        expect(raw).toMatchObject({ prompt: 'on a roof', negativePrompt: '', notes: [{ code: 'off' }] })
      },
      failing: { 'request.invalid': (client) => client['prompts.encode']({ text: 'a', model: 'fal:never-was' }) },
    },
    'prompts.styles': {
      happy: async (client) => {
        const { styles, choices, suggestions } = await client['prompts.styles']({})
        expect(styles.length).toBeGreaterThanOrEqual(8)
        expect(choices.map(({ name }) => name)).toEqual(expect.arrayContaining(['ethnicity', 'lighting', 'lens', 'season']))
        expect(suggestions.dress.length).toBeGreaterThan(1)
      },
    },
  } satisfies Partial<Record<Name, Case>>
}

function versionCases() {
  const save = (client: Client<StudioContract>, text: string) => client['prompts.save']({ template: 'edit', text, note: 'shorter' })
  return {
    'prompts.versions': {
      happy: async (client) => {
        const { versions } = await client['prompts.versions']({ template: 'make' })
        expect(versions[0]).toMatchObject({ number: null, isCurrent: true, text: expect.stringContaining('{text}') })
      },
    },
    'prompts.save': {
      happy: async (client) => {
        const { versions } = await save(client, '[9] {text}\n[5] {style}')
        expect(versions.at(-1)).toMatchObject({ isCurrent: true, note: 'shorter' })
        const { prompt, template } = await client['prompts.encode']({ template: 'edit', text: 'make it red', style: 'minimal' })
        expect([prompt.split('\n').length, template.number]).toEqual([2, versions.at(-1)?.number])
        await client['prompts.restore']({ template: 'edit', number: null })
      },
      failing: { 'request.invalid': (client) => save(client, 'a {nonsense}') },
    },
    'prompts.restore': {
      happy: async (client) => {
        const first = (await save(client, 'first {text}')).versions.at(-1)?.number ?? 0
        await save(client, 'second {text}')
        const { versions } = await client['prompts.restore']({ template: 'edit', number: first })
        expect(versions.filter(({ isCurrent }) => isCurrent)).toMatchObject([{ number: first, text: 'first {text}' }])
        await client['prompts.restore']({ template: 'edit', number: null })
      },
      failing: { 'prompt.version-not-found': (client) => client['prompts.restore']({ template: 'make', number: 99 }) },
    },
    'prompts.diff': {
      happy: async (client) => {
        const { versions } = await save(client, 'one two three')
        const from = versions.at(-1)?.number ?? 0
        await save(client, 'one four three')
        const { parts } = await client['prompts.diff']({ template: 'edit', from, to: from + 1 })
        expect(parts.filter(({ kind }) => kind !== 'same')).toEqual([
          { kind: 'removed', text: 'two' },
          { kind: 'added', text: 'four' },
        ])
        await client['prompts.restore']({ template: 'edit', number: null })
      },
      failing: { 'prompt.version-not-found': (client) => client['prompts.diff']({ template: 'make', from: null, to: 99 }) },
    },
  } satisfies Partial<Record<Name, Case>>
}

function presetCases() {
  const preset = { name: 'Roof', brand: 'Nord', style: 'editorial', shoot: { lighting: 'golden-hour' }, prompt: 'Nord look' } as const
  return {
    'prompts.presets': {
      happy: async (client) => {
        await client['prompts.save-preset']({ preset })
        expect((await client['prompts.presets']({})).presets).toContainEqual({ ...preset, negativePrompt: '' })
      },
    },
    'prompts.save-preset': {
      happy: async (client) => {
        const { presets } = await client['prompts.save-preset']({ preset: { ...preset, style: 'minimal' } })
        expect(presets.filter(({ name }) => name === 'Roof')).toMatchObject([{ style: 'minimal' }])
      },
    },
    'prompts.forget-preset': {
      happy: async (client) => {
        await client['prompts.save-preset']({ preset })
        expect(await client['prompts.forget-preset']({ name: 'Roof', brand: 'Nord' })).toMatchObject({ forgotten: { style: 'editorial' } })
      },
      failing: { 'prompt.preset-not-found': (client) => client['prompts.forget-preset']({ name: 'never was' }) },
    },
  } satisfies Partial<Record<Name, Case>>
}

function garmentCases({ emulator, ended, importSample }: Bench) {
  const look = async (client: Client<StudioContract>, model: string | null) => {
    const { jobId } = await client['garment.analyse']({ garmentId: await garmentOf(client, importSample), model })
    expect(await ended(client, jobId)).toMatchObject({ state: 'succeeded' })
    return (await client['garment.analysis']({ jobId })).analysis
  }
  return {
    'garment.analyse': {
      happy: async (client) => {
        const analysis = await look(client, null)
        expect(analysis).toMatchObject({ source: 'local', category: 't-shirt', sleeves: 'short', pattern: { kind: 'print' } })
        expect(analysis.colours.length).toBeGreaterThan(0)
      },
      failing: { 'asset.not-found': (client) => client['garment.analyse']({ garmentId: NOBODY }) },
    },
    'garment.analysis': {
      happy: async (client) => {
        await client['providers.set-key']({ provider: 'google', key: emulator().keys.google })
        await client['providers.switch']({ provider: 'google', to: 'on' })
        const analysis = await look(client, 'google:gemini-3.5-flash-lite')
        expect(analysis.source).toBe('google')
        expect(analysis.colours.length).toBeGreaterThan(0)
      },
      failing: { 'job.not-found': (client) => client['garment.analysis']({ jobId: NO_JOB }) },
    },
  } satisfies Partial<Record<Name, Case>>
}

/** The shirt of the samples. */
async function garmentOf(client: Client<StudioContract>, importSample: Bench['importSample']): Promise<AssetId> {
  await importSample(client)
  const { assets } = await client['library.list']({ kind: 'picture', text: 'garment-teePrint' })
  return assets.find(({ origin }) => origin !== 'result')?.id ?? NOBODY
}

function finalOnes({ emulator, ended, finishedDraft, importSample }: Bench) {
  const ready = async (client: Client<StudioContract>): Promise<AssetId> => {
    await client['providers.set-key']({ provider: 'fal', key: emulator().keys.fal })
    await client['providers.switch']({ provider: 'fal', to: 'on' })
    const { result } = await client['jobs.get']({ id: await finishedDraft(client) })
    return (result as { draft: { assetId: AssetId } }).draft.assetId
  }
  const asked = (draftId: AssetId, model = KLING) => ({ choice: { model }, from: { kind: 'draft' as const, draftId } })
  return {
    'final.price': {
      happy: async (client) => {
        const draftId = await ready(client)
        const edit = await client['final.price'](asked(draftId, 'fal:nano-banana-2-edit'))
        expect(edit).toMatchObject({ mostTries: 3, pictures: ['draft', 'person', 'garment'], realism: { by: 'words', level: 3 } })
        expect(edit.mostMicros).toBe(3 * edit.worstCaseMicros)
        expect(edit.prompt).toContain('Picture 3 is the t-shirt itself')
        const kling = await client['final.price'](asked(draftId))
        expect(kling).toMatchObject({ prompt: '', pictures: ['person', 'garment'], realism: { by: 'nothing' } })
      },
      failing: {
        'request.invalid': async (client) => client['final.price'](asked(await garmentOf(client, importSample))),
        'provider.bad-request': async (client) => client['final.price'](asked(await ready(client), 'fal:flux-schnell')),
        'asset.not-found': (client) => client['final.price'](asked(NOBODY)),
      },
    },
    'final.start': {
      happy: async (client) => {
        const { jobId, price } = await client['final.start']({ ...asked(await ready(client)), maxRetries: 0 })
        const job = await ended(client, jobId)
        expect(job.state).toBe('succeeded')
        const result = job.result as unknown as FinalResult
        expect([result.tries.length, result.problem, result.chargeMicros <= price.mostMicros]).toEqual([1, null, true])
        expect(result.keptMask).not.toBeNull()
      },
      failing: {
        'money.cap-reached': async (client) => client['final.start']({ ...asked(await ready(client)), maxMicros: microUsd.parse(10) }),
      },
    },
  } satisfies Partial<Record<Name, Case>>
}
