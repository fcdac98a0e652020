import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RemoteOutput } from '../../../app/providers/adapter.ts'
import { type Cloud, type CloudProvider, make, registry, requestOf, startCloud } from '../../support/cloud.ts'

let cloud: Cloud
let folder: string

beforeAll(async () => {
  cloud = await startCloud()
  folder = await mkdtemp(join(tmpdir(), 'drape-happy-'))
})
afterAll(async () => {
  await cloud[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
beforeEach(() => cloud.emulator.control.reset())

async function bytesOf(output: RemoteOutput, provider: CloudProvider): Promise<Uint8Array> {
  if (output.kind === 'bytes') return output.bytes
  if (output.kind === 'json') throw new Error('words are no file')
  const call = cloud.call(provider)
  const headers = cloud.adapters[provider].downloadHeaders?.(output.url, call) ?? {}
  const to = join(folder, 'output')
  const got = await call.http.download(output.url, to, { maxBytes: 50e6, timeoutMs: 10_000, headers })
  const bytes = await readFile(to)
  expect(got.bytes).toBe(bytes.byteLength)
  return bytes
}

/** Trainers are tried in `words.test.ts`: the emulator makes no weights. */
const models = registry.usable().filter(({ provider, tasks }) => provider !== 'local' && !tasks.includes('train-style'))

describe('every model of the registry', () => {
  it.each(models.flatMap((model) => model.tasks.map((task) => ({ id: model.id, task, provider: model.provider as CloudProvider }))))(
    '$id makes $task: one create, files that are what they say',
    async ({ id, task, provider }) => {
      const request = await requestOf(id, { task })
      const outputs = await make(cloud.adapters[provider], request, cloud.call(provider))
      expect(outputs.length).toBeGreaterThan(0)
      expect(cloud.emulator.control.ledger()).toHaveLength(1)
      for (const output of outputs) {
        if (task === 'analyse-garment') {
          expect(output.kind).toBe('json')
          continue
        }
        const type = await fileTypeFromBuffer(await bytesOf(output, provider))
        expect(type?.mime).toMatch(task === 'image-to-video' ? /^video\// : /^image\//)
      }
    },
  )
})
