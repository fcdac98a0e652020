import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Save, Trash2 } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { StudioError } from '../../../app/domain/errors.ts'
import { CLIP_RATIOS } from '../../../app/domain/video/networks.ts'
import type { SavedClipRecipe } from '../../../app/domain/video/saved-clip-recipe.ts'
import { announce } from '../../frame/announcer.tsx'
import { reportProblem } from '../../frame/problem-store.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { remember } from '../../undo/undo-store.ts'
import { choicesOf, clipChoices, clipRecipeOf } from './clip-choices.ts'
import styles from './clip-export.module.css'

const recipesKey = ['clips.recipes'] as const

/** Ways to export that were saved under names: shapes, mark, file, networks and names in one. */
export function RecipeSection(): ReactNode {
  const { t } = useTranslation()
  const { client } = useStudio()
  const saved = useQuery({ queryKey: recipesKey, queryFn: ({ signal }) => client['clips.recipes']({}, { signal }) }).data?.recipes ?? []
  return (
    <Section id="video.export.recipes" title={t('video.export.recipes')} aside={saved.length === 0 ? undefined : saved.length}>
      {saved.length > 0 && (
        <ul className={styles.recipes}>
          {saved.map((one) => (
            <SavedRecipe key={`${one.brand ?? ''} ${one.name}`} saved={one} />
          ))}
        </ul>
      )}
      <SaveRecipe names={saved.map(({ name }) => name)} />
    </Section>
  )
}

function SavedRecipe({ saved }: { readonly saved: SavedClipRecipe }): ReactNode {
  const { t } = useTranslation()
  const { client } = useStudio()
  const queries = useQueryClient()
  const { name, brand } = saved
  const changed = async (work: Promise<unknown>): Promise<void> => {
    await work
    await queries.invalidateQueries({ queryKey: recipesKey })
  }
  const undo = (): Promise<void> => changed(client['clips.save-recipe']({ recipe: saved }))
  const redo = (): Promise<void> => changed(client['clips.forget-recipe']({ name, brand }))
  const forget = async (): Promise<void> => {
    try {
      await redo()
      remember({ text: t('video.export.recipeForgotten', { name }), undo, redo })
    } catch (thrown) {
      reportProblem(StudioError.from(thrown))
    }
  }
  return (
    <li>
      <button
        type="button"
        className={styles.recipe}
        onClick={() => {
          clipChoices.setState(choicesOf(saved.recipe, t('video.export.logoOf', { name })))
          announce(t('video.export.recipeTaken', { name }))
        }}
        data-testid="saved-recipe"
      >
        <bdi>{name}</bdi>
        {brand !== null && <bdi className={styles.help}>{brand}</bdi>}
      </button>
      <IconButton label={t('video.export.forgetRecipe', { name })} onClick={() => void forget()} data-testid="forget-recipe">
        <Trash2 size={16} />
      </IconButton>
    </li>
  )
}

/** Gives the choices of now a name. One of that name is replaced, and that is said before. */
function SaveRecipe({ names }: { readonly names: readonly string[] }): ReactNode {
  const { t } = useTranslation()
  const { client } = useStudio()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const hasShape = useStore(clipChoices, ({ shapes }) => CLIP_RATIOS.some((ratio) => shapes[ratio].isWanted))
  const plain = name.trim()
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (plain === '' || !hasShape) return
    const choices = clipChoices.getState()
    const wanted = CLIP_RATIOS.filter((ratio) => choices.shapes[ratio].isWanted)
    try {
      const recipe = { version: 1 as const, name: plain, brand: null, recipe: clipRecipeOf(choices, wanted, null) }
      await client['clips.save-recipe']({ recipe })
      await queries.invalidateQueries({ queryKey: recipesKey })
      announce(t('video.export.recipeSaved', { name: plain }))
      setName('')
    } catch (thrown) {
      reportProblem(StudioError.from(thrown))
    }
  }
  return (
    <form className={styles.save} onSubmit={(event) => void save(event)}>
      <input
        className={styles.field}
        aria-label={t('video.export.recipeName')}
        placeholder={t('video.export.recipeName')}
        dir="auto"
        maxLength={80}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
        data-testid="recipe-name"
      />
      <IconButton type="submit" label={t('video.export.saveRecipe')} disabled={plain === '' || !hasShape} data-testid="save-recipe">
        <Save size={16} />
      </IconButton>
      {names.includes(plain) && <p className={styles.help}>{t('video.export.recipeReplaces')}</p>}
    </form>
  )
}
