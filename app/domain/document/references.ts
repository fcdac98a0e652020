import type { ArtifactId } from '../ids.ts'
import type { Command, SingleCommand } from './command.ts'
import type { Fill, Picture } from './fill.ts'
import type { Mask } from './mask.ts'

/** Pictures and derived files that a document needs from outside. */
export interface References {
  readonly pictures: readonly Picture[]
  readonly artifacts: readonly ArtifactId[]
}

/** What commands bring into a document that must be there before they are done. */
export function referencesOf(commands: readonly Command[]): References {
  const pictures: Picture[] = []
  const artifacts: ArtifactId[] = []
  for (const command of commands.flatMap((one): readonly SingleCommand[] => (one.type === 'batch' ? one.commands : [one]))) {
    if (command.type === 'set-mask') artifacts.push(...artifactsIn(command.patch?.source))
    const brought = command.type === 'add-layer' ? command.layer : command.type === 'set-layer' ? command.patch : {}
    if ('picture' in brought && brought.picture !== undefined) pictures.push(brought.picture)
    if ('fill' in brought) pictures.push(...picturesIn(brought.fill))
    if ('mask' in brought) artifacts.push(...artifactsIn(brought.mask?.source))
  }
  return { pictures, artifacts }
}

const picturesIn = (fill: Fill | undefined): Picture[] => (fill?.kind === 'picture' ? [fill.picture] : [])

const artifactsIn = (source: Mask['source'] | undefined): ArtifactId[] =>
  source !== undefined && 'artifact' in source ? [source.artifact] : []
