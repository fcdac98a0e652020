import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { environmentFor } from '../emulator/bases.ts'
import { type EmulatorChild, startEmulatorChild } from '../emulator/start-child.ts'
import { runDrape } from '../support/run-drape.ts'
import { tempFolder } from '../support/temp-library.ts'

const SAMPLES = join(import.meta.dirname, '../../resources/samples')
const PERSON = join(SAMPLES, 'person-ada.jpg')
const GARMENT = join(SAMPLES, 'garment-teePrint.jpg')

let emulator: EmulatorChild
let folder: Awaited<ReturnType<typeof tempFolder>>
const drape = (...args: string[]) => runDrape(join(folder.path, 'library'), args)

beforeAll(async () => {
  emulator = await startEmulatorChild()
  await emulator.control.maxSide(512)
  folder = await tempFolder()
  Object.assign(process.env, environmentFor(emulator.bases), {
    DRAPE_KEYRING: 'off',
    DRAPE_VAULT_PASSPHRASE: 'open sesame',
    DRAPE_TIME_ZONE: 'UTC',
  })
  await runDrape(join(folder.path, 'library'), ['key', 'set', 'fal'], emulator.keys.fal)
  await drape('providers', '--on', 'fal')
}, 60_000)
afterAll(async () => {
  await folder[Symbol.asyncDispose]()
  await emulator.close()
})

it('drape analyse tells what a garment is, without a key', async () => {
  const { code, json } = await drape('analyse', '--in', GARMENT)
  expect([code, json]).toEqual([
    0,
    expect.objectContaining({
      ok: true,
      source: 'local',
      category: 't-shirt',
      sleeves: 'short',
      pattern: { kind: 'print', detail: 'a print in the middle of the chest' },
    }),
  ])
  expect((json['colours'] as { name: string }[])[0]?.name).toMatch(/blue|navy/)
}, 60_000)

it('drape try-on --mode final tells its price, keeps to it, and writes the final', async () => {
  const asked = ['try-on', '--mode', 'final', '--person', PERSON, '--garment', GARMENT, '--model', 'fal:nano-banana-2-edit']
  const price = await drape(...asked, '--price', '--max-retries', '2')
  expect([price.code, price.json]).toEqual([0, expect.objectContaining({ mostTries: 3, pictures: ['draft', 'person', 'garment'] })])
  expect(price.json['prompt']).toMatch(/The garment: .*t-shirt with a print/)
  expect(await emulator.control.ledger()).toEqual([])
  const out = join(folder.path, 'final.png')
  const { code, json } = await drape(
    ...asked,
    '--max-retries',
    '0',
    '--max-usd',
    '1',
    '--working-side',
    '512',
    '--realism',
    '4',
    '--out',
    out,
  )
  expect([code, json]).toEqual([0, expect.objectContaining({ ok: true, out, problem: null, chosen: 0, stopped: 'retries' })])
  expect(json['realism']).toMatchObject({ level: 4, by: 'words' })
  expect((await sharp(out).metadata()).width).toBeGreaterThan(100)
  expect(await emulator.control.ledger()).toHaveLength(1)
}, 120_000)

it('drape try-on --mode final refuses what cannot be, before anything is sent', async () => {
  const asked = ['try-on', '--mode', 'final', '--person', PERSON, '--garment', GARMENT]
  const before = (await emulator.control.ledger()).length
  const errorOf = async (...more: string[]) => ((await drape(...asked, ...more)).json['error'] as { code: string } | undefined)?.code
  expect(await errorOf()).toBe('request.invalid')
  expect(await errorOf('--model', 'fal:flux-schnell')).toBe('provider.bad-request')
  expect(await errorOf('--model', 'fal:nano-banana-2-edit', '--max-usd', '0.00001')).toBe('money.cap-reached')
  expect(await errorOf('--model', 'google:nano-banana-2.1')).toBe('provider.off')
  expect(await emulator.control.ledger()).toHaveLength(before)
}, 120_000)
