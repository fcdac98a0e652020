import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/**
 * Writes into the built page which build it is. The page lists its files by names that hold the hash of their content, so
 * the hash of the page is one of all that it loads.
 */
export function buildMark(): Plugin {
  return {
    name: 'build-mark',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => [
        {
          tag: 'meta',
          attrs: { name: 'drape-build', content: createHash('sha256').update(html).digest('hex').slice(0, 12) },
          injectTo: 'head-prepend',
        },
      ],
    },
  }
}
