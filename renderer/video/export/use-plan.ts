import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Asset } from '../../../app/domain/asset.ts'
import type { ClipRecipe } from '../../../app/domain/video/clip-recipe.ts'
import { useStudio } from '../../studio/studio-context.tsx'

/** A slider is dragged through many values; the one it stays at is asked for. */
const SETTLED_MS = 200

/** What an export would make. The answer before stays until the next one is there. */
export function usePlan(clip: Asset, recipe: ClipRecipe) {
  const { client } = useStudio()
  const wanted = JSON.stringify(recipe)
  const [asked, setAsked] = useState(wanted)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [wanted])
  return useQuery({
    queryKey: ['clips.plan-export', clip.hash, asked],
    queryFn: ({ signal }) => client['clips.plan-export']({ assetId: clip.id, recipe: JSON.parse(asked) as ClipRecipe }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  })
}
