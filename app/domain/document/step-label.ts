import { z } from 'zod'
import type { Command, SingleCommand } from './command.ts'
import type { Document } from './document.ts'
import { layerName } from './layer.ts'

/** What a step of a history did, for a list of them; the page has words for each. */
export const STEP_ACTIONS = [
  'create',
  'duplicate',
  'add-layer',
  'remove-layer',
  'order-layers',
  'place-layer',
  'show-layer',
  'hide-layer',
  'lock-layer',
  'unlock-layer',
  'rename-layer',
  'change-layer',
  'change-text',
  'change-background',
  'change-shadow',
  'change-blend',
  'change-opacity',
  'upscale',
  'correct-draft',
  'add-mask',
  'remove-mask',
  'change-mask',
  'paint-mask',
  'remove-stroke',
  'adjust',
  'crop',
  'resize-canvas',
  'rename',
  'restore-version',
  'several',
] as const

export const stepLabel = z.strictObject({
  action: z.enum(STEP_ACTIONS),
  /** Name of the layer, or of the version that was restored; null where none is meant. */
  subject: layerName.nullable(),
  /** How many commands it took. */
  count: z.int().min(1),
})
export type StepLabel = z.output<typeof stepLabel>
type StepAction = StepLabel['action']

/** A label for commands that are done to `before`. Commands of one kind on one layer are told as one action, others as `several`. */
export function labelCommands(before: Document, commands: readonly Command[]): StepLabel {
  const singles = commands.flatMap((one) => (one.type === 'batch' ? one.commands : [one]))
  const told = singles.map((command) => ({ action: actionOf(before, command), subject: subjectOf(before, command) }))
  const [first] = told
  const isSame = first !== undefined && told.every(({ action, subject }) => action === first.action && subject === first.subject)
  // The first stroke brings its mask along.
  const isPainted = first !== undefined && told.some(({ action }) => action === 'paint-mask')
  const painted =
    isPainted && told.every(({ action, subject }) => subject === first.subject && (action === 'paint-mask' || action === 'add-mask'))
  if (painted) return { action: 'paint-mask', subject: first.subject, count: singles.length }
  return { ...(isSame ? first : { action: 'several', subject: null }), count: Math.max(1, singles.length) }
}

function subjectOf(before: Document, command: SingleCommand): string | null {
  if (command.type === 'add-layer') return command.layer.name
  if (!('layerId' in command)) return null
  return before.layers.find(({ id }) => id === command.layerId)?.name ?? null
}

function actionOf(before: Document, command: SingleCommand): StepAction {
  switch (command.type) {
    case 'add-layer':
    case 'remove-layer':
    case 'remove-stroke':
    case 'rename':
      return command.type
    case 'move-layer':
      return 'order-layers'
    case 'add-stroke':
      return 'paint-mask'
    case 'set-adjustments':
      return 'adjust'
    case 'set-crop':
      return 'crop'
    case 'set-canvas':
      return 'resize-canvas'
    case 'set-layer':
      return actionOfPatch(command.patch)
    case 'set-mask': {
      if (command.patch === null) return 'remove-mask'
      const layer = before.layers.find(({ id }) => id === command.layerId)
      return layer !== undefined && 'mask' in layer && layer.mask !== null ? 'change-mask' : 'add-mask'
    }
  }
}

const ACTION_OF_FIELD: Readonly<Record<string, StepAction>> = {
  transform: 'place-layer',
  name: 'rename-layer',
  fill: 'change-background',
  shadow: 'change-shadow',
  blend: 'change-blend',
  opacity: 'change-opacity',
  upscale: 'upscale',
  draft: 'correct-draft',
}
const TEXT_FIELDS = ['content', 'family', 'weight', 'sizePx', 'colour', 'align', 'tracking', 'lineHeight', 'direction', 'maxWidthPx']

function actionOfPatch(patch: Extract<SingleCommand, { type: 'set-layer' }>['patch']): StepAction {
  const names = Object.entries(patch).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  // Text that is typed moves as it grows.
  if (names.some((name) => TEXT_FIELDS.includes(name))) return 'change-text'
  const [name, ...more] = names
  if (name === undefined || more.length > 0) return 'change-layer'
  if (name === 'visible') return patch.visible === true ? 'show-layer' : 'hide-layer'
  if (name === 'locked') return patch.locked === true ? 'lock-layer' : 'unlock-layer'
  return ACTION_OF_FIELD[name] ?? 'change-layer'
}
