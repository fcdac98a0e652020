import { useCommands } from '../commands/command-handlers.ts'
import { useCreate } from './create-context.tsx'
import { useResultActions } from './results/use-result-actions.ts'

/** The commands of the room, for palette, menus and keys. */
export function useCreateCommands(): void {
  const { canMake, make, cells } = useCreate()
  const { vary, change, pick, compare } = useResultActions()
  const asset = cells.shown?.kind === 'result' ? cells.shown.asset : undefined
  const others = cells.pictures.filter(({ id }) => id !== asset?.id)
  const withAsset = (run: (one: NonNullable<typeof asset>) => void): { run: () => void; isEnabled: () => boolean } => ({
    run: () => {
      if (asset !== undefined) run(asset)
    },
    isEnabled: () => asset !== undefined,
  })
  useCommands({
    'create.make': { run: make, isEnabled: () => canMake },
    'create.vary': withAsset(vary),
    'create.change': withAsset(change),
    'create.pick': withAsset(pick),
    'create.compare': {
      run: () => {
        if (asset !== undefined) compare(asset, others)
      },
      isEnabled: () => asset !== undefined && others.length > 0,
    },
  })
}
