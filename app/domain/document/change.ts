import { StudioError } from '../errors.ts'
import type { SingleCommand } from './command.ts'
import type { Document } from './document.ts'
import type { Layer } from './layer.ts'

/** What one command made of a document, and the commands that take it back, in the order in which they are done. */
export interface Change {
  readonly document: Document
  readonly inverse: readonly SingleCommand[]
}

/** A command that the document does not take. @throws never; the caller throws it. */
export function invalidCommand(problem: string, details: Readonly<Record<string, string | number>> = {}): StudioError {
  return new StudioError('document.command-invalid', problem, { details })
}

/** @throws StudioError `document.layer-not-found` */
export function indexOfLayer(document: Document, id: string): number {
  const index = document.layers.findIndex((layer) => layer.id === id)
  if (index === -1) throw new StudioError('document.layer-not-found', 'The document has no such layer', { details: { layerId: id } })
  return index
}

/** A layer that may be changed. @throws StudioError `document.layer-not-found`, `document.layer-locked` */
export function unlockedLayer(document: Document, id: string): Layer {
  const layer = document.layers[indexOfLayer(document, id)] as Layer
  if (layer.locked) throw new StudioError('document.layer-locked', 'The layer is locked', { details: { layerId: id, name: layer.name } })
  return layer
}

/** The document with a layer in place of the one with its id. */
export function withLayer(document: Document, changed: Layer): Document {
  return { ...document, layers: document.layers.map((layer) => (layer.id === changed.id ? changed : layer)) }
}

/**
 * An object with some fields replaced, and what those fields held. A field that is undefined in the patch counts as not named.
 * What the patch does not change stays the same object.
 */
export function patched<T extends object>(target: T, patch: object): { readonly value: T; readonly former: Partial<T> } {
  const named = Object.entries(patch).filter(([, value]) => value !== undefined)
  const former = Object.fromEntries(named.map(([name]) => [name, target[name as keyof T]]))
  return { value: { ...target, ...Object.fromEntries(named) }, former: former as Partial<T> }
}
