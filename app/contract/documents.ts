import { z } from 'zod'
import { strokePath } from '../domain/brush-stroke.ts'
import { command } from '../domain/document/command.ts'
import { document, documentName } from '../domain/document/document.ts'
import { canvasSize } from '../domain/document/frame.ts'
import { textLook } from '../domain/document/layer.ts'
import { share } from '../domain/document/numbers.ts'
import { stepLabel } from '../domain/document/step-label.ts'
import { exportRecipes, nameTemplate } from '../domain/export/export-recipe.ts'
import { artifactId, assetId, contentHash, documentId, jobId, versionId } from '../domain/ids.ts'
import { procedure } from './define.ts'

const one = z.object({ id: documentId })
const revision = z.int().min(1)
const step = z.int().min(1)
const cursor = z.string().max(4000)
/** The revision that was seen; where something else has happened since, nothing is done. */
const based = z.object({ ...one.shape, baseRevision: revision })

const documentSummary = z.object({
  id: documentId,
  name: documentName,
  /** Of what is shown and exported, in pixels. */
  width: z.int().min(1),
  height: z.int().min(1),
  /** Content hash of the picture that stands for it in a list. */
  cover: contentHash.nullable(),
  createdAt: z.int(),
  changedAt: z.int(),
  trashedAt: z.int().nullable(),
  /** Grows by one with every change, undo and redo included. */
  revision,
})

/** Where a document is in its history. `undo` and `redo` tell what they would do, null where there is nothing. */
export const documentPosition = z.object({ revision, step, undo: stepLabel.nullable(), redo: stepLabel.nullable() })

const opened = z.object({ ...documentSummary.shape, ...documentPosition.shape, document })

/** `commands` lead from `baseRevision` to `revision`; null where they are too many: then the document is opened again. */
const moved = z.object({ ...documentPosition.shape, baseRevision: revision, commands: z.array(command).nullable() })

const version = z.object({ id: versionId, name: documentName, step, at: z.int() })

const historyEntry = z.object({
  step,
  parent: step.nullable(),
  at: z.int(),
  label: stepLabel,
  state: z.enum(['done', 'current', 'undone', 'other']),
})

/** What became of a document, for everybody who shows it. */
export const documentChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['created', 'trashed', 'restored', 'versions']), id: documentId }),
  /** Whoever shows `baseRevision` does the commands; anybody else, or with null, opens the document again. */
  z.object({ kind: z.literal('edited'), id: documentId, ...moved.shape }),
])
export type DocumentChange = z.output<typeof documentChange>

const PICTURE_ERRORS = [
  'asset.not-found',
  'asset.not-a-picture',
  'asset.blob-missing',
  'asset.blob-damaged',
  'image.damaged',
  'image.unsupported-type',
  'image.too-large',
  'storage.full',
  'storage.failed',
] as const

const ALWAYS = ['document.not-found', 'document.damaged', 'document.too-new', 'storage.failed', 'storage.full'] as const
const REFUSED = ['document.command-invalid', 'document.layer-not-found', 'document.layer-locked', 'document.full'] as const

/** Pictures as instructions: layers, masks, light, crop; changed by commands, with a history that nothing is lost from. */
export const documentsContract = {
  'documents.create': procedure({
    kind: 'mutation',
    summary: 'Makes a document of pictures, a layer each, in the size of the first one unless a canvas is given.',
    input: z
      .object({
        assetIds: z.array(assetId).max(100).default([]),
        canvas: canvasSize.optional(),
        /** Without it the first picture's. */
        name: documentName.optional(),
      })
      .refine(({ assetIds, canvas }) => assetIds.length > 0 || canvas !== undefined, { error: 'Pictures or a canvas are needed' }),
    output: opened,
    errors: ['request.invalid', 'asset.not-found', 'asset.not-a-picture', 'storage.full', 'storage.failed'],
  }),
  'documents.list': procedure({
    kind: 'query',
    summary: 'Lists documents by page, the one changed last first; the trash by when they were thrown away.',
    input: z.object({ trashed: z.boolean().default(false), limit: z.int().min(1).max(500).default(100), cursor: cursor.optional() }),
    output: z.object({ documents: z.array(documentSummary), nextCursor: cursor.nullable() }),
    errors: ['request.invalid'],
  }),
  'documents.open': procedure({
    kind: 'query',
    summary: 'Reads a document as it is, and where it is in its history.',
    input: one,
    output: opened,
    errors: ALWAYS,
  }),
  'documents.apply': procedure({
    kind: 'mutation',
    summary: 'Does commands to a document, all or none, as one step that undo takes back. Durable once it answers.',
    input: z.object({
      ...based.shape,
      commands: z.array(command).min(1).max(1000),
      /** Steps in a row with the same one are taken back together: the parts of a drag that was saved while it went on. */
      gesture: z.string().min(1).max(60).optional(),
    }),
    output: z.object({ ...documentPosition.shape, baseRevision: revision }),
    errors: [...ALWAYS, ...REFUSED, 'document.conflict', 'asset.not-found', 'asset.not-a-picture'],
  }),
  'documents.undo': procedure({
    kind: 'mutation',
    summary: 'Takes the last step back.',
    input: based,
    output: moved,
    errors: [...ALWAYS, 'document.conflict', 'document.history-ended'],
  }),
  'documents.redo': procedure({
    kind: 'mutation',
    summary: 'Does again what was taken back last.',
    input: based,
    output: moved,
    errors: [...ALWAYS, 'document.conflict', 'document.history-ended'],
  }),
  'documents.jump': procedure({
    kind: 'mutation',
    summary: 'Shows any step of the history, those that were left for another branch included.',
    input: z.object({ ...based.shape, step }),
    output: moved,
    errors: [...ALWAYS, 'document.conflict', 'document.step-not-found'],
  }),
  'documents.history': procedure({
    kind: 'query',
    summary: 'Tells the steps of a document, newest first: those that undo and redo walk along, or all there ever were.',
    input: z.object({
      ...one.shape,
      branch: z.enum(['current', 'all']).default('current'),
      /** The last step of the page before. */
      before: step.optional(),
      limit: z.int().min(1).max(1000).default(200),
    }),
    output: z.object({ entries: z.array(historyEntry), nextBefore: step.nullable() }),
    errors: ALWAYS,
  }),
  'documents.read-step': procedure({
    kind: 'query',
    summary: 'Reads a document as it was at any step of its history, and changes nothing.',
    input: z.object({ ...one.shape, step }),
    output: z.object({ document }),
    errors: [...ALWAYS, 'document.step-not-found'],
  }),
  'documents.list-versions': procedure({
    kind: 'query',
    summary: 'Lists the named versions of a document, the newest first.',
    input: one,
    output: z.object({ versions: z.array(version) }),
    errors: ALWAYS,
  }),
  'documents.save-version': procedure({
    kind: 'mutation',
    summary: 'Gives what is shown, or any step of the history, a name.',
    input: z.object({ ...one.shape, name: documentName, step: step.optional() }),
    output: version,
    errors: [...ALWAYS, 'document.step-not-found'],
  }),
  'documents.restore-version': procedure({
    kind: 'mutation',
    summary: 'Brings a version back as a step of its own, which undo takes back.',
    input: z.object({ ...based.shape, versionId }),
    output: moved,
    errors: [...ALWAYS, 'document.conflict', 'document.version-not-found'],
  }),
  'documents.rename-version': procedure({
    kind: 'mutation',
    summary: 'Gives a version another name.',
    input: z.object({ ...one.shape, versionId, name: documentName }),
    output: z.object({}),
    errors: [...ALWAYS, 'document.version-not-found'],
  }),
  'documents.delete-version': procedure({
    kind: 'mutation',
    summary: 'Takes the name of a version away; the step it stood for stays in the history.',
    input: z.object({ ...one.shape, versionId }),
    output: z.object({}),
    errors: [...ALWAYS, 'document.version-not-found'],
  }),
  'documents.rename': procedure({
    kind: 'mutation',
    summary: 'Renames a document as a step that undo takes back, whatever its revision.',
    input: z.object({ ...one.shape, name: documentName }),
    output: z.object({ ...documentPosition.shape, baseRevision: revision }),
    errors: ALWAYS,
  }),
  'documents.duplicate': procedure({
    kind: 'mutation',
    summary: 'Copies a document as it is; the history of the copy begins there.',
    input: z.object({ ...one.shape, name: documentName.optional() }),
    output: opened,
    errors: ALWAYS,
  }),
  'documents.outline': procedure({
    kind: 'query',
    summary: 'Shapes text into curves, as it is painted on screen and in files.',
    input: textLook,
    output: z.object({
      size: z.object({ width: z.int().min(1), height: z.int().min(1) }),
      /** M and L take two of the `points`, Q four, C six, Z none. */
      verbs: z.string(),
      /** In pixels of the layer, from the top left of its box. */
      points: z.array(z.number()),
      /** Letters that no font of the studio has. */
      missing: z.array(z.string()),
    }),
    errors: [],
  }),
  'documents.pixels': procedure({
    kind: 'mutation',
    summary: 'Decodes a picture for the canvas, as exports do: upright, sRGB, every pixel. Answers with a raw raster to fetch.',
    input: z.object({ assetId }),
    /** A raster file (`app/domain/raster-file.ts`) of 3 or 4 channels. */
    output: z.object({ raster: artifactId, width: z.int().min(1), height: z.int().min(1) }),
    errors: PICTURE_ERRORS,
  }),
  'documents.select': procedure({
    kind: 'mutation',
    summary: 'Selects the person, the garment, or what somebody scribbled on, as a mask for a layer of the picture.',
    input: z.discriminatedUnion('subject', [
      z.object({ assetId, subject: z.enum(['person', 'garment']) }),
      /** In shares of the picture: `add` is on the thing, `erase` beside it. */
      z.object({ assetId, subject: z.literal('scribble'), seeds: z.array(strokePath).min(1).max(64) }),
    ]),
    /** The source of a layer's mask, and how much of the picture is inside. */
    output: z.object({ mask: artifactId, coverage: share }),
    errors: [...PICTURE_ERRORS, 'tryon.segmentation-failed', 'tryon.garment-failed', 'model.damaged'],
  }),
  'documents.suggest-crop': procedure({
    kind: 'mutation',
    summary: 'Suggests a crop around the person, or the garment, in a picture.',
    input: z.object({
      assetId,
      subject: z.enum(['person', 'garment']),
      /** Width over height. */
      ratio: z.number().min(0.1).max(10),
      /** Room around the subject, as a share of its longer side. */
      margin: z.number().min(0).max(1).default(0.06),
    }),
    /** In pixels of the picture. */
    output: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
    errors: [...PICTURE_ERRORS, 'tryon.segmentation-failed', 'tryon.garment-failed', 'model.damaged'],
  }),
  'documents.export': procedure({
    kind: 'mutation',
    summary: 'Starts an export: paints a document at full size and keeps a file of it for each recipe.',
    input: z.object({
      ...one.shape,
      /** What is shown now without it. */
      step: step.optional(),
      recipes: exportRecipes,
      nameTemplate,
    }),
    output: z.object({ jobId }),
    errors: [
      'document.not-found',
      'document.damaged',
      'document.too-new',
      'document.step-not-found',
      'request.invalid',
      'asset.not-found',
      'asset.not-a-picture',
      'storage.full',
      'storage.failed',
    ],
  }),
  'documents.delete': procedure({
    kind: 'mutation',
    summary: 'Moves a document to the trash; nothing is deleted from disk.',
    input: one,
    output: z.object({ moved: z.boolean() }),
    errors: ALWAYS,
  }),
  'documents.restore': procedure({
    kind: 'mutation',
    summary: 'Takes a document back from the trash.',
    input: one,
    output: z.object({ moved: z.boolean() }),
    errors: ALWAYS,
  }),
} as const
