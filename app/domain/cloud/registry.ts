import { StudioError } from '../errors.ts'
import type { CloudModel, ProviderFacts, RegistryFile } from './model.ts'
import type { CloudTask, ProviderId } from './tasks.ts'

/** What the studio knows of models, on a day. */
export interface Registry {
  readonly asOf: string
  /** Models that can be asked today, in the order of the file. */
  usable(task?: CloudTask): readonly CloudModel[]
  /**
   * The model of a name, or the one that took its place; `replaced` is the name that was asked for then.
   *
   * @throws StudioError `request.invalid` for a name that never was, `provider.model-retired` where nothing took its place.
   */
  resolve(id: string): { readonly model: CloudModel; readonly replaced: string | null }
  /** The studio's name of the model to use for one that its service no longer has, by the service's name; null where there is none. */
  replacementOf(provider: ProviderId, model: string): string | null
  /** @throws StudioError `request.invalid` */
  provider(id: ProviderId): ProviderFacts
}

/** @param today `2026-11-20`: a model is gone on its day. */
export function createRegistry(file: RegistryFile, today: string): Registry {
  const byId = new Map(file.models.map((model) => [model.id, model]))
  const isGone = ({ retiresOn }: CloudModel): boolean => retiresOn !== undefined && retiresOn <= today
  const successor = (model: CloudModel): CloudModel | undefined => {
    let next: CloudModel | undefined = model
    // Replacements retire too. A circle of them ends where it began: nothing took its place.
    for (let steps = 0; next !== undefined && isGone(next) && steps <= file.models.length; steps++) {
      next = next.replacement === undefined ? undefined : byId.get(next.replacement)
    }
    return next === undefined || isGone(next) ? undefined : next
  }
  return {
    asOf: file.asOf,
    usable: (task) => file.models.filter((model) => !isGone(model) && (task === undefined || model.tasks.includes(task))),
    resolve(id) {
      const asked = byId.get(id)
      if (asked === undefined) throw new StudioError('request.invalid', `There is no model "${id}"`, { details: { model: id } })
      const model = successor(asked)
      if (model !== undefined) return { model, replaced: model === asked ? null : id }
      throw new StudioError('provider.model-retired', `${asked.label} is no longer there, and nothing took its place`, {
        details: { model: id },
      })
    },
    replacementOf(provider, name) {
      const asked = file.models.find((model) => model.provider === provider && model.model === name)
      const next = asked?.replacement === undefined ? undefined : byId.get(asked.replacement)
      return next === undefined ? null : (successor(next)?.id ?? null)
    },
    provider(id) {
      const facts = file.providers.find((one) => one.id === id)
      if (facts === undefined) throw new StudioError('request.invalid', `There is no service "${id}"`, { details: { provider: id } })
      return facts
    },
  }
}

/** One registry of two: what was looked up later wins, entry by entry; entries that only one has stay. */
export function mergeRegistries(base: RegistryFile, update: RegistryFile): RegistryFile {
  return {
    version: 1,
    asOf: [base.asOf, update.asOf].toSorted().at(-1) ?? base.asOf,
    providers: newest(base.providers, update.providers),
    models: newest(base.models, update.models),
  }
}

function newest<T extends { readonly id: string; readonly asOf: string }>(base: readonly T[], update: readonly T[]): T[] {
  const byId = new Map(base.map((entry) => [entry.id, entry]))
  for (const entry of update) {
    const before = byId.get(entry.id)
    if (before === undefined || entry.asOf > before.asOf) byId.set(entry.id, entry)
  }
  return [...byId.values()]
}
