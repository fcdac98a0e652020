import { z } from 'zod'
import { contentHash, jobId } from '../domain/ids.ts'
import { procedure } from './define.ts'

/**
 * What a window of the system can do beyond the studio. The host answers it, not the core; a page asks only where
 * `host.describe` names the capability. Pictures are named by the hash of their content: no path of this machine is needed.
 */
export const desktopContract = {
  'host.listen': procedure({
    kind: 'query',
    summary: 'Sends the events after `seq` to this window, then every new one; 0 asks for new ones only.',
    input: z.object({ seq: z.int().min(0) }),
    output: z.object({}),
    errors: [],
  }),
  'host.choose-pictures': procedure({
    kind: 'query',
    summary: 'Lets a person choose pictures or a folder; the paths may be given to `library.import-paths`. Capability `nativeDialogs`.',
    input: z.object({ what: z.enum(['files', 'folder']) }),
    output: z.object({ paths: z.array(z.string()) }),
    errors: [],
  }),
  'host.save-copy': procedure({
    kind: 'mutation',
    summary: 'Lets a person choose where a copy of a file of the library goes, and writes it. Capability `nativeDialogs`.',
    input: z.object({ hash: contentHash, name: z.string().min(1).max(255) }),
    output: z.object({ saved: z.boolean() }),
    errors: ['asset.not-found', 'asset.blob-missing', 'storage.full', 'storage.failed'],
  }),
  'host.reveal': procedure({
    kind: 'query',
    summary: 'Shows a file of the library in the file manager. Capability `revealInFolder`.',
    input: z.object({ hash: contentHash }),
    output: z.object({}),
    errors: ['asset.not-found', 'asset.blob-missing'],
  }),
  'host.export-folder': procedure({
    kind: 'query',
    summary:
      'Tells where a person wants posts to go; null until one was chosen. May be given to `clips.export`. Capability `nativeDialogs`.',
    input: z.object({}),
    output: z.object({ folder: z.string().nullable() }),
    errors: [],
  }),
  'host.choose-export-folder': procedure({
    kind: 'mutation',
    summary: 'Lets a person choose where posts go from now on; what was chosen before stays where nothing is. Capability `nativeDialogs`.',
    input: z.object({}),
    output: z.object({ folder: z.string().nullable() }),
    errors: ['storage.full', 'storage.failed'],
  }),
  'host.open-post': procedure({
    kind: 'query',
    summary: 'Opens a folder that an export made for a network. Capability `revealInFolder`.',
    input: z.object({ jobId, network: z.string().max(40) }),
    output: z.object({}),
    errors: ['job.not-found', 'file.not-found'],
  }),
  'host.start-drag': procedure({
    kind: 'query',
    summary: 'Goes on with a drag that began in the page, with files for other programs. Capability `dragOut`.',
    input: z.object({ hashes: z.array(contentHash).min(1).max(500) }),
    output: z.object({}),
    errors: ['asset.not-found', 'asset.blob-missing'],
  }),
  'host.use-camera': procedure({
    kind: 'mutation',
    summary: 'Tells that a person wants the camera, or no longer does: in between the page is given it. Capability `guardsCamera`.',
    input: z.object({ isWanted: z.boolean() }),
    output: z.object({}),
    errors: [],
  }),
  'host.set-menu': procedure({
    kind: 'mutation',
    summary: 'Tells the menu bar what cannot be done now, and which choices are made. Capability `nativeMenu`.',
    input: z.object({
      /** Commands that cannot be done now. */
      disabled: z.array(z.string()).max(500).default([]),
      /** Commands that stand for a choice that is made: the theme, the language. */
      checked: z.array(z.string()).max(500).default([]),
    }),
    output: z.object({}),
    errors: [],
  }),
} as const
export type DesktopContract = typeof desktopContract

/** What a window tells its page, beside the events of the studio. These have no `seq`: they are not repeated. */
export const hostEvent = z.discriminatedUnion('type', [
  // An item of the menu bar was chosen.
  z.object({ type: z.literal('host.command'), id: z.string() }),
  // A notification of a job was clicked.
  z.object({ type: z.literal('host.job-opened'), id: jobId }),
])
export type HostEvent = z.output<typeof hostEvent>
