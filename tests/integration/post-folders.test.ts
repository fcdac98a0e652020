import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkPostsFolder, makePosts, type Post } from '../../app/library/post-folders.ts'
import { tempFolder } from '../support/temp-library.ts'

const never = new AbortController().signal

async function filesIn(folder: string): Promise<Post['files']> {
  await writeFile(join(folder, 'a.mp4'), 'video')
  await writeFile(join(folder, 'a.jpg'), 'cover!')
  return [
    { path: join(folder, 'a.mp4'), name: 'Walk 9x16.mp4', sizeBytes: 5 },
    { path: join(folder, 'a.jpg'), name: 'Walk 9x16.jpg', sizeBytes: 6 },
  ]
}

describe('folders that are ready to post', () => {
  it('hold copies of video and cover, and the words, for each network', async () => {
    await using folder = await tempFolder()
    const files = await filesIn(folder.path)
    const into = join(folder.path, 'posts')
    await mkdir(into)
    const made = await makePosts(
      into,
      {
        name: 'Walk: spring/summer',
        posts: [
          { network: 'reels', files, caption: 'New in\nשלום' },
          { network: 'tiktok', files, caption: null },
        ],
      },
      never,
    )
    expect(made).toEqual([
      { network: 'reels', folder: join(into, 'Walk_ spring_summer', 'reels') },
      { network: 'tiktok', folder: join(into, 'Walk_ spring_summer', 'tiktok') },
    ])
    expect(await readdir(into)).toEqual(['Walk_ spring_summer'])
    const [reels, tiktok] = made.map((post) => post.folder) as [string, string]
    expect((await readdir(reels)).sort()).toEqual(['Walk 9x16.jpg', 'Walk 9x16.mp4', 'caption.txt'])
    expect(await readFile(join(reels, 'caption.txt'), 'utf8')).toBe('New in\nשלום\n')
    expect((await readdir(tiktok)).sort()).toEqual(['Walk 9x16.jpg', 'Walk 9x16.mp4'])
    // What another program does to a copy does not reach the library.
    await writeFile(join(reels, 'Walk 9x16.mp4'), 'spoilt')
    expect(await readFile(join(folder.path, 'a.mp4'), 'utf8')).toBe('video')
  })

  it('are made once by a job that runs again, and never over somebody else’s', async () => {
    await using folder = await tempFolder()
    const files = await filesIn(folder.path)
    const into = join(folder.path, 'posts')
    const posts = [{ network: 'reels', files, caption: null }]
    await mkdir(join(into, 'Walk', 'reels'), { recursive: true })
    await writeFile(join(into, 'Walk', 'reels', 'Walk 9x16.mp4'), 'mine, and longer')
    const first = await makePosts(into, { name: 'Walk', posts }, never)
    expect(first).toEqual([{ network: 'reels', folder: join(into, 'Walk (2)', 'reels') }])
    expect(await makePosts(into, { name: 'Walk', posts }, never)).toEqual(first)
    expect((await readdir(into)).sort()).toEqual(['Walk', 'Walk (2)'])
    expect(await readFile(join(into, 'Walk', 'reels', 'Walk 9x16.mp4'), 'utf8')).toBe('mine, and longer')
  })

  it('leave nothing when a file cannot be read, or somebody stops it', async () => {
    await using folder = await tempFolder()
    const files = await filesIn(folder.path)
    const into = join(folder.path, 'posts')
    await mkdir(into)
    const gone = [...files, { path: join(folder.path, 'gone.jpg'), name: 'gone.jpg', sizeBytes: 1 }]
    await expect(makePosts(into, { name: 'Walk', posts: [{ network: 'reels', files: gone, caption: null }] }, never)).rejects.toMatchObject(
      {
        code: 'storage.failed',
      },
    )
    const stopped = AbortSignal.abort(new Error('stop'))
    await expect(makePosts(into, { name: 'Walk', posts: [{ network: 'reels', files, caption: null }] }, stopped)).rejects.toThrow('stop')
    expect(await readdir(into)).toEqual([])
  })

  it('go to no folder that is not there', async () => {
    await using folder = await tempFolder()
    await expect(checkPostsFolder(folder.path)).resolves.toBeUndefined()
    await expect(checkPostsFolder(join(folder.path, 'nowhere'))).rejects.toMatchObject({ code: 'request.invalid' })
    await expect(checkPostsFolder('relative')).rejects.toMatchObject({ code: 'request.invalid' })
    await writeFile(join(folder.path, 'file'), '')
    await expect(checkPostsFolder(join(folder.path, 'file'))).rejects.toMatchObject({ code: 'request.invalid' })
  })
})
