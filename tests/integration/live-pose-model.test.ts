import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePoseTask, poseTaskMark } from '../../app/inference/task/pose-task.ts'
import { type Host, openHost } from '../../app/server/host.ts'
import { openTempStudio, type TempStudio } from '../../tools/temp-studio.ts'

/** The networks of the live pose over a real host on a real port. */
let studio: TempStudio
let host: Host
let door: { readonly origin: string; readonly token: string }

beforeAll(async () => {
  studio = await openTempStudio()
  host = await openHost({ core: studio.core, libraryFolder: studio.libraryFolder, pagesFolder: import.meta.dirname, version: '0' })
  door = await host.listen(0)
})
afterAll(async () => {
  await host.close()
  await studio[Symbol.asyncDispose]()
})

const get = (headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${door.origin}/models/live-pose.task`, { method, headers: { authorization: `Bearer ${door.token}`, ...headers } })

it('gives the bundle as it is made from the networks of the packages', async () => {
  const response = await get()
  expect(response.status).toBe(200)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag: `"${poseTaskMark()}"`,
  })
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect(response.headers.get('content-length')).toBe(String(bytes.length))
  expect(Buffer.compare(bytes, await makePoseTask(null))).toBe(0)
})

it('sends nothing to whoever has it, and the part that is asked for', async () => {
  const etag = `"${poseTaskMark()}"`
  const known = await get({ 'if-none-match': etag })
  expect(known.status).toBe(304)
  expect((await known.arrayBuffer()).byteLength).toBe(0)
  expect((await get({ 'if-none-match': '"older"' }, 'HEAD')).status).toBe(200)
  const whole = await makePoseTask(null)
  const part = await get({ range: 'bytes=100-299' })
  expect(part.status).toBe(206)
  expect(part.headers.get('content-range')).toBe(`bytes 100-299/${whole.length}`)
  expect(Buffer.compare(new Uint8Array(await part.arrayBuffer()), whole.subarray(100, 300))).toBe(0)
  expect((await get({ range: `bytes=${whole.length}-` })).status).toBe(416)
})

it('is for pages of the studio only', async () => {
  expect((await fetch(`${door.origin}/models/live-pose.task`)).status).toBe(401)
  expect((await get({ origin: 'http://evil.example' })).status).toBe(403)
  expect((await get({}, 'POST')).status).toBe(404)
})
