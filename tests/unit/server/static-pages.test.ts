import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createStaticPages } from '../../../app/server/static-pages.ts'

const folder = mkdtempSync(join(tmpdir(), 'drape-pages-'))
mkdirSync(join(folder, 'assets'))
for (const file of ['index.html', 'assets/pose-worker-a1B_2.js', 'assets/index-a1B_2.js', 'assets/vision-a1.wasm'])
  writeFileSync(join(folder, file), 'x')
afterAll(() => rmSync(folder, { recursive: true }))

const headersOf = async (path: string): Promise<Headers> => {
  const response = await createStaticPages(folder).serve(path)
  expect(response.status, path).toBe(200)
  return response.headers
}

test('WebAssembly has its type, and is kept for good', async () => {
  const headers = await headersOf('/assets/vision-a1.wasm')
  expect(headers.get('content-type')).toBe('application/wasm')
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})

test('only the worker that sees poses may compile WebAssembly; nobody may evaluate text', async () => {
  const policies = await Promise.all(
    ['/', '/assets/index-a1B_2.js', '/assets/pose-worker-a1B_2.js'].map(async (path) =>
      (await headersOf(path)).get('content-security-policy'),
    ),
  )
  expect(policies.map((policy) => policy?.split('; ').find((part) => part.startsWith('script-src')))).toEqual([
    "script-src 'self'",
    "script-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
  ])
  const [page, , worker] = policies
  expect(worker?.replace(" 'wasm-unsafe-eval'", '')).toBe(page)
})

test('the page may ask for the camera, frames in it may not; nobody may ask for sound', async () => {
  expect((await headersOf('/')).get('permissions-policy')).toBe('camera=(self), microphone=(), geolocation=()')
})
