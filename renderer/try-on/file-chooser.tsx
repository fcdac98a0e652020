import { type ReactNode, useRef } from 'react'
import { useCommands } from '../commands/command-handlers.ts'
import { useTryOn } from './try-on-actions.tsx'

/** The file dialog behind "Choose pictures". Two pictures fill both slots, one fills the first that is empty. */
export function FileChooser(): ReactNode {
  const { bringIn } = useTryOn()
  const input = useRef<HTMLInputElement>(null)
  useCommands({ 'try-on.choose': { run: () => input.current?.click() } })
  return (
    <input
      ref={input}
      type="file"
      accept="image/*,.heic,.heif"
      multiple
      hidden
      onChange={(event) => {
        void bringIn([...(event.target.files ?? [])])
        // The same file may be chosen again.
        event.target.value = ''
      }}
    />
  )
}
