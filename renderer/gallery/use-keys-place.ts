import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { StudioError } from '../../app/domain/errors.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { reportProblem } from '../frame/problem-store.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { askedFilter, type Filter } from './filter.ts'
import { galleryStore, setSelection } from './gallery-store.ts'
import { PAGE, type PictureList, type Span } from './picture-list.ts'
import { anchorOf, type Choice, choose } from './selection.ts'
import { pageQuery } from './use-pictures.ts'

/** Where in the list the keys are and a range begins. */
interface Held {
  /** Where the keys go, while the picture there is on its way. */
  readonly target: number | null
  readonly current: number
  readonly anchor: number
}

export interface KeysPlace {
  /** The place the keys are at. It outlives the picture there, whose page may be asked for again. */
  readonly stop: number
  /** Chooses the picture at a place, however far away it is. */
  readonly goTo: (place: number, choice: Choice) => void
}

/** A range may be as long as one change may name. */
const MAX_RANGE = 10_000

interface HeldPlaces {
  readonly held: Held
  readonly setHeld: (change: (held: Held) => Held) => void
  /** To be asked for wherever the grid is scrolled to. */
  readonly spans: readonly Span[]
}

/** Keeps the places the keys need. */
export function useHeldPlaces(): HeldPlaces {
  const [held, setHeld] = useState<Held>({ target: null, current: 0, anchor: 0 })
  const spans = useMemo(() => [held.target, held.current, held.anchor].flatMap((place) => (place === null ? [] : [around(place)])), [held])
  return { held, setHeld, spans }
}

/** With its neighbours, which the arrows of the full screen lead to. */
const around = (place: number): Span => ({ first: place - 1, end: place + 2 })

/** Moves the keys through a list. @param held from `useHeldPlaces`, whose spans the list was asked for with */
export function useKeysPlace(
  list: PictureList,
  { filter, held, setHeld }: Pick<HeldPlaces, 'held' | 'setHeld'> & { readonly filter: Filter },
): KeysPlace {
  const current = useStore(galleryStore, ({ selection }) => selection.current)
  const anchor = useStore(galleryStore, ({ selection }) => anchorOf(selection))
  useEffect(() => {
    const places = { current: current === null ? 0 : list.placeOf(current), anchor: anchor === null ? 0 : list.placeOf(anchor) }
    setHeld((before) => {
      const { current = before.current, anchor = before.anchor } = places
      return current === before.current && anchor === before.anchor ? before : { ...before, current, anchor }
    })
  }, [list, current, anchor, setHeld])
  const stop = held.target ?? list.placeOf(current) ?? (current === null ? 0 : held.current)
  return { stop, goTo: useGoTo({ list, filter, held, setHeld }) }
}

function useGoTo(given: Pick<HeldPlaces, 'held' | 'setHeld'> & { readonly list: PictureList; readonly filter: Filter }): KeysPlace['goTo'] {
  const queries = useQueryClient()
  const { client } = useStudio()
  const latest = useRef(given)
  useEffect(() => {
    latest.current = given
  })
  const steps = useRef(0)
  return useMemo(() => {
    const aim = (target: number | null): void => latest.current.setHeld((before) => ({ ...before, target }))
    const arrive = (place: number, id: AssetId, by: { readonly choice: Choice; readonly range: readonly AssetId[] }): void => {
      setSelection(choose(galleryStore.getState().selection, id, by))
      latest.current.setHeld((before) => ({ ...before, target: null, current: place }))
    }
    const fetchAndArrive = async (place: number, choice: Choice): Promise<void> => {
      const { filter, held } = latest.current
      steps.current += 1
      const step = steps.current
      aim(place)
      const { assets } = await queries.fetchQuery(pageQuery(client, filter, Math.floor(place / PAGE)))
      const range =
        choice === 'range'
          ? await client['library.ids']({ ...askedFilter(filter, Date.now()), sort: filter.sort, ...spanOf(held.anchor, place) })
          : { ids: [] }
      const id = assets[place % PAGE]?.id
      // Another key was pressed meanwhile: it leads on from this place.
      if (step !== steps.current) return
      if (id === undefined) aim(null)
      else arrive(place, id, { choice, range: range.ids })
    }
    return (place, choice) => {
      const { list, held } = latest.current
      const id = list.at(place)?.id
      const { offset: first, limit } = spanOf(held.anchor, place)
      const range = choice === 'range' ? list.in({ first, end: first + limit }).map((asset) => asset.id) : []
      if (id !== undefined && (choice !== 'range' || range.length === limit)) {
        steps.current += 1
        arrive(place, id, { choice, range })
        return
      }
      fetchAndArrive(place, choice).catch((thrown: unknown) => {
        aim(null)
        reportProblem(StudioError.from(thrown))
      })
    }
  }, [queries, client])
}

/** What lies between two places, both with it, as the contract asks for it. */
function spanOf(a: number, b: number): { readonly offset: number; readonly limit: number } {
  return { offset: Math.min(a, b), limit: Math.min(MAX_RANGE, Math.abs(a - b) + 1) }
}
