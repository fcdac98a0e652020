import { useEffect } from 'react'
import { isTyping } from '../../commands/typing.ts'
import { seeked, stepped, toggled } from './transport.ts'
import { transport } from './transport-store.ts'

/** The keys of every player, which nobody can give to something else: Space, the arrows, Home and End. */
export function useTransportKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping()) return
      if (!(event.target instanceof Element) || belongsToFocus(event.target, event.key)) return
      const by = event.shiftKey ? 10 : 1
      if (event.key === ' ') transport(toggled)
      else if (event.key === 'ArrowLeft') transport((now) => stepped(now, -by))
      else if (event.key === 'ArrowRight') transport((now) => stepped(now, by))
      else if (event.key === 'Home') transport((now) => seeked(now, now.inFrame))
      else if (event.key === 'End') transport((now) => seeked(now, now.outFrame))
      else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}

/** Space presses buttons, and arrows move sliders and choices. */
function belongsToFocus(target: Element, key: string): boolean {
  if (target.closest('dialog, [role=menu], [role=listbox], select, input') !== null) return true
  return key === ' ' && target.closest('button, a, [role=button]') !== null
}
