import { z } from 'zod'
import { jobId } from '../domain/ids.ts'
import { jobEvent, jobKind, jobState, jobSummary } from '../domain/job.ts'
import { procedure } from './define.ts'

const one = z.object({ id: jobId })
const many = z.object({ ids: z.array(jobId).max(10_000) })

/** The queue: what is under way, what went wrong, and what a person may do about it. */
export const jobsContract = {
  'jobs.list': procedure({
    kind: 'query',
    summary: 'Lists jobs, newest first.',
    input: z.object({
      states: z.array(jobState).optional(),
      kinds: z.array(jobKind).optional(),
      limit: z.int().min(1).max(500).default(100),
      cursor: z.string().max(40).optional(),
    }),
    output: z.object({ jobs: z.array(jobSummary), nextCursor: z.string().nullable(), paused: z.boolean() }),
    errors: ['request.invalid'],
  }),
  'jobs.get': procedure({ kind: 'query', summary: 'Reads one job.', input: one, output: jobSummary, errors: ['job.not-found'] }),
  'jobs.cancel': procedure({
    kind: 'mutation',
    summary: 'Asks a job to stop. Answers when the request is recorded; the job counts as cancelled within a second.',
    input: one,
    output: jobSummary,
    errors: ['job.not-found', 'job.illegal-move'],
  }),
  'jobs.retry': procedure({
    kind: 'mutation',
    summary: 'Puts a job that ended badly, or needs attention, back into the queue.',
    input: one,
    output: jobSummary,
    errors: ['job.not-found', 'job.illegal-move'],
  }),
  'jobs.decide': procedure({
    kind: 'mutation',
    summary: 'Answers a cloud job that needs attention: go on waiting, send it again (it may be billed twice), or discard it.',
    input: one.extend({ decision: z.enum(['go-on', 'send-again', 'discard']) }),
    output: jobSummary,
    errors: ['job.not-found', 'job.illegal-move'],
  }),
  'jobs.prioritise': procedure({
    kind: 'mutation',
    summary: 'Changes the priority of a job that waits; a larger number runs earlier.',
    input: z.object({ id: jobId, priority: z.int().min(-1000).max(1000) }),
    output: jobSummary,
    errors: ['job.not-found', 'job.illegal-move'],
  }),
  'jobs.reorder': procedure({
    kind: 'mutation',
    summary: 'Puts queued jobs into this order among themselves; no other job moves.',
    input: z.object({ ids: z.array(jobId).min(1).max(1000) }),
    output: z.object({ moved: z.int() }),
    errors: ['job.not-found', 'job.illegal-move'],
  }),
  'jobs.count': procedure({
    kind: 'query',
    summary: 'Counts the jobs of each state.',
    input: z.object({}),
    output: z.object({ counts: z.record(jobState, z.int()) }),
    errors: [],
  }),
  'jobs.history': procedure({
    kind: 'query',
    summary: 'Tells what happened to a job, oldest first.',
    input: one,
    output: z.object({ events: z.array(jobEvent) }),
    errors: ['job.not-found'],
  }),
  'jobs.forget': procedure({
    kind: 'mutation',
    summary: 'Takes jobs that failed or were cancelled out of the lists; without names, all that failed. `jobs.recall` takes it back.',
    input: z.object({ ids: many.shape.ids.min(1).optional() }),
    output: many,
    errors: ['job.not-found', 'job.illegal-move'],
  }),
  'jobs.recall': procedure({
    kind: 'mutation',
    summary: 'Puts forgotten jobs back on the lists.',
    input: many,
    output: many,
    errors: ['job.not-found'],
  }),
  'jobs.pause': procedure({
    kind: 'mutation',
    summary: 'Stops taking new jobs; what runs goes on. Survives a restart.',
    input: z.object({}),
    output: z.object({ paused: z.boolean() }),
    errors: [],
  }),
  'jobs.resume': procedure({
    kind: 'mutation',
    summary: 'Takes new jobs again.',
    input: z.object({}),
    output: z.object({ paused: z.boolean() }),
    errors: [],
  }),
} as const
