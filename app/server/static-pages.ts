import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.wasm': 'application/wasm',
}

/** No inline code, no other host, no frames. `blob:` is for pictures that were dropped but not sent yet. */
const policy = (scripts: string): string =>
  [
    "default-src 'none'",
    scripts,
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
const POLICY = policy("script-src 'self'")
/** A worker has the policy that its own script came with: only the one that sees poses may compile WebAssembly, and the page may not. */
const POSE_WORKER_POLICY = policy("script-src 'self' 'wasm-unsafe-eval'")
const POSE_WORKER = /^\/assets\/pose-worker-[\w-]+\.js$/

/** The built page. */
export interface StaticPages {
  serve(path: string): Promise<Response>
  /** The build that is served now: it may have been replaced on the disk since the host started. */
  readBuild(): Promise<string>
}

export function createStaticPages(folder: string): StaticPages {
  const root = resolve(folder)
  return {
    async serve(path) {
      const file = resolve(join(root, path === '/' ? 'index.html' : decodeURIComponent(path)))
      const type = TYPES[extname(file)]
      const bytes = file.startsWith(root + sep) && type !== undefined ? await readFile(file).catch(() => undefined) : undefined
      if (bytes === undefined || type === undefined)
        return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } })
      // Vite puts a hash of the content into the names under assets/; the page itself must be asked for again.
      const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
      return new Response(bytes, {
        headers: {
          'content-type': type,
          'cache-control': cache,
          'content-security-policy': POSE_WORKER.test(path) ? POSE_WORKER_POLICY : POLICY,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          // The camera is for live poses, and asked for where somebody wants them; a frame gets none.
          'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
        },
      })
    },
    readBuild: () => readBuildId(root),
  }
}

/** Which build the page in this folder says it is (`tools/build-mark.ts`). A tab of another build is told to reload. */
export async function readBuildId(folder: string): Promise<string> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => '')
  return /<meta name="drape-build" content="(\w+)"/.exec(page)?.[1] ?? 'unbuilt'
}
