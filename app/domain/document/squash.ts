import type { Command, SingleCommand } from './command.ts'

/**
 * The commands of one gesture with everything left out that a later one of them replaces: a drag of a hundred moves is one move.
 * The outcome is the same as that of all of them. Batches are opened, since a gesture is taken back as a whole anyway.
 */
export function squashCommands(commands: readonly Command[]): SingleCommand[] {
  const out: SingleCommand[] = []
  for (const command of commands.flatMap((one) => (one.type === 'batch' ? one.commands : [one]))) {
    const before = out.at(-1)
    const both = before === undefined ? undefined : merged(before, command)
    if (both === undefined) out.push(command)
    else out[out.length - 1] = both
  }
  return out
}

/** Two commands in a row as one; undefined where they are two things. */
function merged(first: SingleCommand, second: SingleCommand): SingleCommand | undefined {
  if (first.type === 'set-layer' && second.type === 'set-layer') {
    // Locking decides whether the other command is allowed at all.
    const isLocking = first.patch.locked !== undefined || second.patch.locked !== undefined
    if (isLocking || first.layerId !== second.layerId) return undefined
    return { ...second, patch: { ...first.patch, ...named(second.patch) } }
  }
  if (first.type === 'set-mask' && second.type === 'set-mask') {
    if (first.layerId !== second.layerId || first.patch === null || second.patch === null) return undefined
    return { ...second, patch: { ...first.patch, ...named(second.patch) } }
  }
  if (first.type === 'set-adjustments' && second.type === 'set-adjustments') {
    return first.layerId === second.layerId ? { ...second, patch: { ...first.patch, ...named(second.patch) } } : undefined
  }
  if (first.type === 'move-layer' && second.type === 'move-layer') return first.layerId === second.layerId ? second : undefined
  const isReplaced = first.type === second.type && (second.type === 'set-crop' || second.type === 'set-canvas' || second.type === 'rename')
  return isReplaced ? second : undefined
}

const named = <T extends object>(patch: T): T => Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as T
