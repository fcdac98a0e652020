import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBases } from '../../../app/providers/bases.ts'
import { builtInRegistry, loadRegistry } from '../../../app/providers/registry.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drape-registry-'))
})
afterAll(() => rm(folder, { recursive: true }))

const builtIn = builtInRegistry()
async function load(content: unknown) {
  const userFile = join(folder, 'models.json')
  await writeFile(userFile, typeof content === 'string' ? content : JSON.stringify(content))
  return loadRegistry({ builtIn, userFile })
}
const [first] = builtIn.models
const update = (...models: unknown[]) => ({ version: 1, asOf: '2027-02-01', providers: [], models })

describe("a file of the user's", () => {
  it('that is not there changes nothing', async () => {
    expect(await loadRegistry({ builtIn, userFile: join(folder, 'none.json') })).toBe(builtIn)
    expect(await loadRegistry({ builtIn, userFile: null })).toBe(builtIn)
  })

  it('adds models, and may name those that the studio has', async () => {
    const merged = await load(
      update(
        { ...first, id: 'fal:next', model: 'fal-ai/next', asOf: '2027-02-01' },
        { ...first, replacement: 'fal:next', retiresOn: '2027-01-01', asOf: '2027-02-01' },
      ),
    )
    expect(merged.models).toHaveLength(builtIn.models.length + 1)
    expect(merged.models[0]?.replacement).toBe('fal:next')
  })

  it.each([
    ['no JSON', '{"version": 1,', /JSON/],
    ['another version', { ...update(), version: 2 }, /version/],
    ['a field that nobody knows', update({ ...first, pricee: 1 }), /pricee/],
    ['a price that is no whole number', update({ ...first, price: { ...first?.price, micros: 0.5 } }), /models\.0\.price\.micros/],
    ['a service that there is none of', update({ ...first, id: 'nobody:x', provider: 'nobody' }), /provider/],
    ['a model that is there twice', update(first, first), /twice/],
    ['a replacement that leads nowhere', update({ ...first, replacement: 'fal:nowhere', asOf: '2027-02-01' }), /nowhere/],
  ])('with %s is refused whole, and says where', async (_, content, words) => {
    await expect(load(content)).rejects.toMatchObject({ code: 'request.invalid', message: expect.stringMatching(words) })
  })
})

describe('where services live', () => {
  it('is their own hosts over TLS, and nothing of this machine', () => {
    const { bases, loopback } = readBases({})
    expect(loopback).toBe('refused')
    for (const base of Object.values(bases)) expect(base).toMatch(/^https:\/\/[a-z.]+[a-z]$/)
  })

  it('is what the environment says, one by one, for tests', () => {
    const { bases, loopback } = readBases({
      DRAPE_PROVIDER_BASE_FAL_QUEUE: 'http://127.0.0.1:4000/fal-queue/',
      DRAPE_PROVIDER_BASE_XAI: ' ',
    })
    expect([bases.falQueue, bases.xai, loopback]).toEqual(['http://127.0.0.1:4000/fal-queue', 'https://api.x.ai', 'allowed'])
    expect(() => readBases({ DRAPE_PROVIDER_BASE_GOOGLE: 'ftp://x' })).toThrow(/DRAPE_PROVIDER_BASE_GOOGLE/)
  })
})
