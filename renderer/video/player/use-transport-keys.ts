import { useEffect } from 'react'
import { isTyping } from '../../commands/typing.ts'
import { seeked, shuttled, stepped, toggled } from './transport.ts'
import { transport } from './transport-store.ts'

/**
 * The keys of every player, which nobody can give to something else: Space, the arrows, Home and End; and J, which stands beside K and L
 * on every desk, and leads to the jobs from everywhere else.
 */
export function useTransportKeys(): void {
  useEffect(() => {
    // Who clicks a button and then presses Space means the player; who came to the button by the keys means the button.
    let isPointed = false
    const point = (): void => {
      isPointed = true
    }
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Tab') isPointed = false
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping()) return
      if (!(event.target instanceof Element) || belongsToFocus(event.target, isPointed ? '' : event.key)) return
      const by = event.shiftKey ? 10 : 1
      if (event.key === ' ') transport(toggled)
      else if (event.key === 'ArrowLeft') transport((now) => stepped(now, -by))
      else if (event.key === 'ArrowRight') transport((now) => stepped(now, by))
      else if (event.key === 'Home') transport((now) => seeked(now, now.inFrame))
      else if (event.key === 'End') transport((now) => seeked(now, now.outFrame))
      else return
      event.preventDefault()
    }
    // Before the shortcuts of everywhere are looked at.
    const pressJ = (event: KeyboardEvent): void => {
      if (event.code !== 'KeyJ' || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTyping()) return
      if (!(event.target instanceof Element) || event.target.closest('dialog, [role=menu], [role=listbox], select') !== null) return
      transport((now) => shuttled(now, 'back'))
      event.preventDefault()
    }
    addEventListener('pointerdown', point)
    addEventListener('keydown', press)
    addEventListener('keydown', pressJ, true)
    return () => {
      removeEventListener('pointerdown', point)
      removeEventListener('keydown', press)
      removeEventListener('keydown', pressJ, true)
    }
  }, [])
}

/** Space presses buttons, and arrows move sliders and choices. */
function belongsToFocus(target: Element, key: string): boolean {
  if (target.closest('dialog, [role=menu], [role=listbox], select, input') !== null) return true
  return key === ' ' && target.closest('button, a, [role=button]') !== null
}
