import { type ReactNode, useState } from 'react'

interface NameInputProps {
  readonly label: string
  readonly name: string
  readonly className?: string | undefined
  /** Another name than before, without space around it; null where it stays as it was. */
  readonly onEnd: (name: string | null) => void
}

/** Takes the place of a name while it is typed anew. Enter and leaving keep what was typed, Esc and nothing at all keep the old name. */
export function NameInput({ label, name, className, onEnd }: NameInputProps): ReactNode {
  const [typed, setTyped] = useState(name)
  const commit = (): void => {
    const next = typed.trim()
    onEnd(next === '' || next === name ? null : next)
  }
  return (
    <input
      className={className}
      aria-label={label}
      value={typed}
      maxLength={200}
      dir="auto"
      // biome-ignore lint/a11y/noAutofocus: it takes the place of the name that was chosen to be changed.
      autoFocus
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
        else if (event.key === 'Escape') onEnd(null)
        else return
        event.stopPropagation()
      }}
    />
  )
}
