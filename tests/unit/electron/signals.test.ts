import { isAbsolute } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { StudioEvent } from '../../../app/contract/events.ts'
import type { JobId } from '../../../app/domain/ids.ts'
import type { JobState, JobSummary } from '../../../app/domain/job.ts'
import { JobNotices, noticeOf } from '../../../electron/job-notices.ts'
import { launchFiles, readHandover } from '../../../electron/launch-files.ts'
import { grantedDispatch, PathGrants } from '../../../electron/path-grants.ts'
import { TaskbarProgress } from '../../../electron/taskbar.ts'

const jobOf = (id: string, state: JobState, more: Partial<JobSummary> = {}): JobSummary =>
  ({
    id: id as JobId,
    kind: 'try-on',
    state,
    title: 'Green hoodie',
    progress: { fraction: 0, stage: null },
    error: null,
    ...more,
  }) as JobSummary
const changed = (job: JobSummary): StudioEvent => ({ type: 'job.changed', seq: 1, job })
const progressed = (id: string, fraction: number): StudioEvent => ({
  type: 'job.progressed',
  seq: 1,
  id: id as JobId,
  progress: { fraction, stage: null },
})

describe('progress in the taskbar', () => {
  function bar() {
    const shown: [number, string | undefined][] = []
    const taskbar = new TaskbarProgress(() => ({ setProgressBar: (fraction, options) => shown.push([fraction, options?.mode]) }))
    return { taskbar, shown, last: () => shown.at(-1) }
  }

  it('is the mean of what runs, and nothing when nothing does', () => {
    const { taskbar, last } = bar()
    taskbar.begin([jobOf('a', 'running', { progress: { fraction: 0.5, stage: null } })])
    expect(last()).toEqual([0.5, 'normal'])
    taskbar.hear(changed(jobOf('b', 'running')))
    expect(last()).toEqual([0.25, 'normal'])
    taskbar.hear(progressed('b', 1))
    expect(last()).toEqual([0.75, 'normal'])
    taskbar.hear(changed(jobOf('b', 'succeeded')))
    taskbar.hear(changed(jobOf('a', 'canceled')))
    expect(last()).toEqual([-1, 'normal'])
  })

  it('ignores progress of jobs that do not run any more', () => {
    const { taskbar, shown } = bar()
    taskbar.hear(progressed('gone', 0.4))
    expect(shown).toEqual([])
  })

  it('shows that the queue is paused', () => {
    const { taskbar, last } = bar()
    taskbar.hear(changed(jobOf('a', 'running')))
    taskbar.hear({ type: 'queue.changed', seq: 2, paused: true })
    expect(last()).toEqual([0, 'paused'])
  })
})

describe('notifications', () => {
  const translate = (key: string): string => key

  it('tell of each end once, and again of a second try', () => {
    const notices = new JobNotices()
    const states: JobState[] = ['queued', 'running', 'failed', 'failed', 'queued', 'running', 'failed', 'queued', 'succeeded', 'succeeded']
    expect(states.flatMap((state) => notices.ended(changed(jobOf('a', state)))?.state ?? [])).toEqual(['failed', 'failed', 'succeeded'])
    expect(notices.ended(progressed('a', 1))).toBeUndefined()
  })

  it('name the job, and the reason in words', () => {
    expect(noticeOf(jobOf('a', 'succeeded'), translate)).toEqual({ title: 'notice.done.try-on', body: 'Green hoodie' })
    const error = { code: 'tryon.pose-failed' as const, alias: 'POSE_FAILED', message: 'internal words', details: {} }
    expect(noticeOf(jobOf('a', 'failed', { error }), translate)).toEqual({
      title: 'notice.failed.try-on',
      body: 'Green hoodie\nerrors.tryon.pose-failed',
    })
    expect(noticeOf(jobOf('a', 'needs-attention'), translate)?.title).toBe('notice.attention')
    expect(noticeOf(jobOf('a', 'canceled'), translate)).toBeUndefined()
  })
})

describe('files of a launch', () => {
  it('are the words that are no options, made absolute', () => {
    const argv = ['electron', '.', '--inspect', 'a.jpg', '/b/c.png', '-x', '']
    expect(launchFiles({ argv, workingFolder: '/home/ada', isPackaged: false })).toEqual(['/home/ada/a.jpg', '/b/c.png'])
    expect(launchFiles({ argv: ['drape', 'a.jpg'], workingFolder: '/home/ada', isPackaged: true })).toEqual(['/home/ada/a.jpg'])
  })

  it('are taken from another launch only where they are paths', () => {
    for (const odd of [undefined, null, 1, 'x', {}, { files: 'x' }, { files: [1, null, 'relative.jpg'] }])
      expect(readHandover(odd)).toEqual([])
    expect(readHandover({ files: ['/a.jpg', 2] }).every(isAbsolute)).toBe(true)
    expect(readHandover({ files: ['/a.jpg', 2] })).toEqual(['/a.jpg'])
  })
})

describe('paths that a person handed over', () => {
  const dispatch = (grants: PathGrants) => grantedDispatch(async (name) => ({ ok: true, value: name }), grants)
  const signal = new AbortController().signal as never

  it('are the only ones that may be imported', async () => {
    const grants = new PathGrants()
    grants.add('/a.jpg')
    const send = dispatch(grants)
    expect(await send('library.import-paths', { paths: ['/a.jpg'] }, signal)).toMatchObject({ ok: true })
    for (const paths of [['/etc/passwd'], ['/a.jpg', '/etc/passwd'], ['/./a.jpg'], ['/A.jpg']])
      expect(await send('library.import-paths', { paths }, signal), String(paths)).toMatchObject({
        ok: false,
        error: { code: 'request.forbidden' },
      })
    expect(await send('jobs.list', { paths: ['/etc/passwd'] }, signal)).toMatchObject({ ok: true })
  })

  it('are the only folders that posts may go to', async () => {
    const grants = new PathGrants()
    grants.add('/posts')
    const send = dispatch(grants)
    for (const posts of [null, undefined, {}, { folder: null }, { folder: '/posts' }])
      expect(await send('clips.export', { posts }, signal), JSON.stringify(posts)).toMatchObject({ ok: true })
    for (const folder of ['/etc', '/posts/', '/posts/..'])
      expect(await send('clips.export', { posts: { folder } }, signal), folder).toMatchObject({ error: { code: 'request.forbidden' } })
    expect(await send('clips.export', null, signal)).toMatchObject({ ok: true })
  })

  it('are forgotten, the oldest first, when there are very many', () => {
    const grants = new PathGrants()
    for (let n = 0; n <= 20_000; n++) grants.add(`/${n}`)
    expect([grants.has('/0'), grants.has('/1'), grants.has('/20000')]).toEqual([false, true, true])
  })
})
