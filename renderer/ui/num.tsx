import type { ReactNode } from 'react'

/** A number, a size or a time by itself: left-to-right in every language. */
export function Num({ children }: { readonly children: ReactNode }): ReactNode {
  return <bdi dir="ltr">{children}</bdi>
}
