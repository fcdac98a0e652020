import type { HostFacts } from '../contract/host-facts.ts'
import { StudioError } from '../domain/errors.ts'
import type { Dispatch } from '../rpc/dispatch.ts'
import type { StaticPages } from './static-pages.ts'

/**
 * The contract as a browser may use it: no paths of this machine. A page that was tricked could otherwise have any
 * readable file copied into the library. And the build it hears of is the one it would be served now.
 */
export function publicDispatch(dispatch: Dispatch, pages: Pick<StaticPages, 'readBuild'>): Dispatch {
  return async (name, input, signal) => {
    if (name === 'library.import-paths' || namesPostFolder(name, input)) {
      return {
        ok: false,
        error: new StudioError('request.forbidden', 'Paths are taken only from the command line of this machine').toShape(),
      }
    }
    const reply = await dispatch(name, input, signal)
    if (name !== 'host.describe' || !reply.ok) return reply
    const facts = reply.value as HostFacts
    return {
      ok: true,
      value: { ...facts, buildId: await pages.readBuild(), capabilities: { ...facts.capabilities, pathImport: false } },
    }
  }
}

/** Files are written to no folder that a page names. */
function namesPostFolder(name: string, input: unknown): boolean {
  const { posts } = (input ?? {}) as { readonly posts?: { readonly folder?: unknown } | null }
  return name === 'clips.export' && typeof posts?.folder === 'string'
}
