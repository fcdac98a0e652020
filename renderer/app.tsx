import type { ReactNode } from 'react'
import { Frame } from './frame/frame.tsx'
import { TryOnRoom } from './try-on/try-on-room.tsx'

export function App(): ReactNode {
  return (
    <Frame>
      <TryOnRoom />
    </Frame>
  )
}
