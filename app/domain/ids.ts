import { z } from 'zod'

/**
 * Identifiers: a prefix, ten base-36 characters of time in milliseconds, ten random ones. They sort by the time they were
 * made, so a rowid order and an id order agree.
 */
const shape = (prefix: string): RegExp => new RegExp(`^${prefix}_[0-9a-z]{20}$`)

export const assetId = z.string().regex(shape('ast')).brand<'AssetId'>()
export type AssetId = z.output<typeof assetId>

export const jobId = z.string().regex(shape('job')).brand<'JobId'>()
export type JobId = z.output<typeof jobId>

export const documentId = z.string().regex(shape('doc')).brand<'DocumentId'>()
export type DocumentId = z.output<typeof documentId>

/** A named version of a document. */
export const versionId = z.string().regex(shape('ver')).brand<'VersionId'>()
export type VersionId = z.output<typeof versionId>

export const bootId = z.string().regex(shape('boo')).brand<'BootId'>()
export type BootId = z.output<typeof bootId>

/** One time that a service was asked for paid work. */
export const submissionId = z.string().regex(shape('sub')).brand<'SubmissionId'>()
export type SubmissionId = z.output<typeof submissionId>

/** SHA-256 in lower-case hex. */
export const contentHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'ContentHash'>()
export type ContentHash = z.output<typeof contentHash>

/** A derived file, addressed by the SHA-256 of its bytes. */
export const artifactId = z
  .string()
  .regex(/^sha256-[0-9a-f]{64}$/)
  .brand<'ArtifactId'>()
export type ArtifactId = z.output<typeof artifactId>

/** Wall clock, in milliseconds since 1970. */
export interface Clock {
  now(): number
}

/** A number in 0..1, 1 excluded. */
export type Random = () => number

const CHARACTERS = '0123456789abcdefghijklmnopqrstuvwxyz'

/** A new identifier text for one of the schemas above. */
export function createId(prefix: 'ast' | 'job' | 'doc' | 'ver' | 'boo' | 'upl' | 'ref' | 'sub', clock: Clock, random: Random): string {
  const time = Math.max(0, Math.floor(clock.now())).toString(36).padStart(10, '0')
  let tail = ''
  for (let i = 0; i < 10; i++) tail += CHARACTERS[Math.floor(random() * 36)]
  return `${prefix}_${time}${tail}`
}
