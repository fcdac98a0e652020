import type { DocumentChange } from '../../contract/documents.ts'
import type { LibraryChange } from '../../contract/events.ts'
import type { HostFacts } from '../../contract/host-facts.ts'
import type { UserTemplate } from '../../domain/director/templates.ts'
import type { Preferences } from '../../domain/preferences.ts'
import type { PromptPreset } from '../../domain/prompting/prompt-preset.ts'
import type { SavedClipRecipe } from '../../domain/video/saved-clip-recipe.ts'
import type { JobServices } from '../../jobs/services.ts'
import type { DocumentStore } from '../../library/documents/store.ts'
import type { NamedFile } from '../../library/named-file.ts'
import type { Library } from '../../library/open-library.ts'
import type { PreferenceFile } from '../../library/preference-file.ts'
import type { PromptHistory } from '../../library/prompt-history.ts'
import type { Config } from '../../platform/config.ts'
import type { Queue } from '../../queue/queue.ts'
import type { StartedCloud } from '../start-cloud.ts'

/** What the handlers of the contract work with. */
export interface StudioContext {
  readonly config: Config
  readonly library: Library
  readonly documents: DocumentStore
  readonly queue: Queue
  readonly host: HostFacts
  /** Folder with the sample pictures. */
  readonly samplesFolder: string
  /** Folder with the model files of a packaged app; null for a checkout. */
  readonly modelFolder: string | null
  readonly preferences: PreferenceFile
  /** Templates of motion that were saved. */
  readonly templates: NamedFile<UserTemplate>
  /** What clips go out as, saved under names. */
  readonly clipRecipes: NamedFile<SavedClipRecipe>
  /** Looks for prompts, saved under names. */
  readonly promptPresets: NamedFile<PromptPreset>
  /** Texts of prompts as people have changed them. */
  readonly prompts: PromptHistory
  /** A `step` for a call that makes a derived file on the way; outside of any job. */
  readonly createStep: JobServices['createStep']
  readonly video: JobServices['video']
  readonly cloud: StartedCloud
  announceLibrary(change: LibraryChange): void
  announceDocument(change: DocumentChange): void
  announcePreferences(preferences: Preferences): void
}
