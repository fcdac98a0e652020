import type { ReactNode } from 'react'
import { Frame } from './frame/frame.tsx'

export function App(): ReactNode {
  return <Frame />
}
