import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { APP_COMMANDS } from '../../app/domain/app-commands.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { go } from '../frame/route.ts'
import { showPicture } from '../gallery/show-picture.ts'
import { jobTitle } from '../jobs/job-text.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import { useJobs, useNamedPictures } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { canRun, runCommand } from './command-handlers.ts'
import { type Overrides, shortcutFor } from './command-table.ts'
import { matchScore } from './palette-search.ts'

export interface PaletteEntry {
  readonly id: string
  readonly label: string
  /** Which menu or room it belongs to. */
  readonly group: string
  readonly shortcut: string | null
  /** Address of a small picture of it. */
  readonly thumb?: string
  readonly isPossible: boolean
  readonly run: () => void
}

/** Jobs and pictures are offered once something was typed; more than this are no help. */
const MAX_JOBS = 8
const MAX_PICTURES = 8

/** What answers a query, best first; what cannot be done now comes last. Of equals, a picture comes before the jobs that were done with it. */
export function usePaletteEntries(query: string): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const { shortcuts } = usePreferences()
  const named = useNamedEntries(query.trim())
  const scored = [...commandEntries(t, shortcuts), ...named]
    .map((entry) => ({ entry, score: matchScore(`${entry.label} ${entry.group}`, query) + (entry.isPossible ? 100 : 0) }))
    .filter(({ score }) => score % 100 > 0)
    .toSorted((a, b) => b.score - a.score)
  return scored.map(({ entry }) => entry)
}

function commandEntries(t: TFunction, overrides: Overrides): PaletteEntry[] {
  // The palette is open already.
  return APP_COMMANDS.filter(({ id }) => id !== 'palette.open').map((command) => ({
    id: command.id,
    label: t(command.labelKey),
    group: t(`menu.${command.menu.group}`),
    shortcut: shortcutFor(command.id, overrides),
    isPossible: canRun(command.id),
    run: () => void runCommand(command.id),
  }))
}

/** Pictures and jobs of that name. Jobs wait for the pictures: what stands first may not change under the hand. */
function useNamedEntries(text: string): PaletteEntry[] {
  const { t } = useTranslation()
  const studio = useStudio()
  const jobs = useJobs().data?.jobs ?? []
  const { data, isPlaceholderData } = useNamedPictures(text, MAX_PICTURES)
  if (text === '' || data === undefined) return []
  const pictures = data.assets.map((asset) => ({
    id: asset.id,
    label: asset.name,
    group: t('room.gallery'),
    shortcut: null,
    thumb: studio.mediaUrl(asset.hash, 'small'),
    isPossible: true,
    run: () => showPicture(asset),
  }))
  return isPlaceholderData ? pictures : [...pictures, ...jobEntries(t, jobs, text)]
}

function jobEntries(t: TFunction, jobs: readonly JobSummary[], text: string): PaletteEntry[] {
  const meant = jobs.filter((job) => matchScore(jobTitle(t, job), text) > 0)
  return meant.slice(0, MAX_JOBS).map((job) => ({
    id: job.id,
    label: jobTitle(t, job),
    group: t('room.jobs'),
    shortcut: null,
    isPossible: true,
    run: () => go('jobs', job.id),
  }))
}
