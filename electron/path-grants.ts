import { StudioError } from '../app/domain/errors.ts'
import type { Dispatch } from '../app/rpc/dispatch.ts'

/** Beyond this the oldest are forgotten: paths are asked for right after they were handed over. */
const MAX_GRANTS = 20_000

/**
 * Paths that a person handed over: dropped on the page, chosen in a dialog. A page that was tricked could otherwise have any
 * readable file copied into the library.
 */
export class PathGrants {
  readonly #paths = new Set<string>()

  add(path: string): void {
    this.#paths.delete(path)
    this.#paths.add(path)
    const [oldest] = this.#paths
    if (this.#paths.size > MAX_GRANTS && oldest !== undefined) this.#paths.delete(oldest)
  }

  has(path: string): boolean {
    return this.#paths.has(path)
  }
}

/** The contract as a window may use it: paths are imported only where a person handed them over. */
export function grantedDispatch(dispatch: Dispatch, grants: PathGrants): Dispatch {
  return async (name, input, signal) => {
    if (name === 'library.import-paths') {
      const { paths } = (input ?? {}) as { readonly paths?: unknown }
      const isGranted = !Array.isArray(paths) || paths.every((path) => typeof path !== 'string' || grants.has(path))
      // What is no list of paths is refused behind this by its schema.
      if (!isGranted) return { ok: false, error: new StudioError('request.forbidden', 'Nobody handed over this path').toShape() }
    }
    const folder =
      name === 'clips.export' ? (input as { readonly posts?: { readonly folder?: unknown } | null } | null)?.posts?.folder : null
    if (typeof folder === 'string' && !grants.has(folder)) {
      return { ok: false, error: new StudioError('request.forbidden', 'Nobody chose this folder').toShape() }
    }
    return await dispatch(name, input, signal)
  }
}
