import { onlineManager, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { StudioEvent } from '../../app/contract/events.ts'
import { applyEvent } from './apply-event.ts'
import { openFromHost } from './open-from-host.ts'
import { hostKey } from './query-keys.ts'
import type { Connection, Studio } from './studio.ts'

const Context = createContext<{ readonly studio: Studio; readonly connection: Connection } | null>(null)

/** Gives the studio to the tree, and keeps the queries true by its events. */
export function StudioProvider({ studio, children }: { readonly studio: Studio; readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient()
  const [connection, setConnection] = useState<Connection>('connecting')
  useEffect(
    () =>
      studio.listen({
        onEvent: (event: StudioEvent) => applyEvent(queries, event),
        onHostEvent: openFromHost,
        onConnection: (next) => {
          // What was missed has come as events; of a host that was updated, only this tells.
          if (next === 'connected') void queries.invalidateQueries({ queryKey: hostKey })
          onlineManager.setOnline(next === 'connected')
          setConnection(next)
        },
      }),
    [studio, queries],
  )
  return <Context value={{ studio, connection }}>{children}</Context>
}

function useContextValue() {
  const value = useContext(Context)
  if (value === null) throw new Error('Used outside of StudioProvider')
  return value
}

export const useStudio = (): Studio => useContextValue().studio
export const useConnection = (): Connection => useContextValue().connection
