import type { ReactNode } from 'react'
import { Num } from '../ui/num.tsx'
import { moneyText } from './money-text.ts'

/** An amount by itself, left-to-right in every language. */
export function Money({ micros }: { readonly micros: number }): ReactNode {
  return <Num>{moneyText(micros)}</Num>
}
