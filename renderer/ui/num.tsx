import type { ReactNode } from 'react'

const HAS_RIGHT_TO_LEFT = /[\u0590-\u08ff]/

/** A number, a size or a time by itself: left-to-right in every language, unless its unit is a word of a language that is not. */
export function Num({ children }: { readonly children: ReactNode }): ReactNode {
  const hasOwnWords = typeof children === 'string' && HAS_RIGHT_TO_LEFT.test(children)
  return <bdi dir={hasOwnWords ? 'rtl' : 'ltr'}>{children}</bdi>
}
