import { clipsContract } from './clips.ts'
import { cloudContract } from './cloud.ts'
import { documentsContract } from './documents.ts'
import { finalContract } from './final.ts'
import { hostContract } from './host.ts'
import { jobsContract } from './jobs.ts'
import { ledgerContract } from './ledger.ts'
import { libraryContract } from './library.ts'
import { motionContract } from './motion.ts'
import { preferencesContract } from './preferences.ts'
import { promptsContract } from './prompts.ts'
import { storageContract } from './storage.ts'
import { tryOnContract } from './try-on.ts'

/** Everything the studio can do, as one value. */
export const studioContract = {
  ...hostContract,
  ...libraryContract,
  ...tryOnContract,
  ...jobsContract,
  ...preferencesContract,
  ...storageContract,
  ...documentsContract,
  ...clipsContract,
  ...motionContract,
  ...cloudContract,
  ...ledgerContract,
  ...promptsContract,
  ...finalContract,
} as const
export type StudioContract = typeof studioContract
