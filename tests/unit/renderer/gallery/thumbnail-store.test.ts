import { describe, expect, it } from 'vitest'
import type { ContentHash } from '../../../../app/domain/ids.ts'
import { createThumbnailStore } from '../../../../renderer/gallery/thumbnail-store.ts'

const hashes = (from: number, end: number): ContentHash[] =>
  Array.from({ length: end - from }, (_, index) => `${from + index}` as ContentHash)

/** A studio whose answers are given by hand, in the order of the questions. */
function fakeStudio(missing: ReadonlySet<string> = new Set()) {
  const questions: { readonly asked: readonly ContentHash[]; readonly answer: () => Promise<void>; readonly fail: () => Promise<void> }[] =
    []
  const settled = async (act: () => void): Promise<void> => {
    act()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const store = createThumbnailStore(
    (asked) =>
      new Promise((resolve, reject) => {
        const there = asked.filter((hash) => !missing.has(hash)).map((hash) => ({ hash, url: `data:${hash}` }))
        questions.push({ asked, answer: () => settled(() => resolve(there)), fail: () => settled(() => reject(new Error('gone'))) })
      }),
  )
  return { store, questions }
}

describe('thumbnails in batches', () => {
  it('asks for what is wanted now before what was wanted, and for nothing twice', async () => {
    const { store, questions } = fakeStudio()
    store.want(hashes(0, 500))
    const [first, second] = questions
    expect(questions).toHaveLength(2)
    expect(first?.asked[0]).toBe('0')
    expect(second?.asked).not.toContain('0')
    // Scrolled far away meanwhile.
    store.want(hashes(9_000, 9_010))
    await first?.answer()
    expect(questions[2]?.asked).toEqual(hashes(9_000, 9_010))
    await second?.answer()
    await questions[2]?.answer()
    expect(questions).toHaveLength(3)
  })

  it('gives a picture when it comes, at once when it is there, and to nobody who has left', async () => {
    const { store, questions } = fakeStudio()
    const given: string[] = []
    store.whenThere('1' as ContentHash, (url) => given.push(url))
    store.whenThere('2' as ContentHash, (url) => given.push(url))()
    store.want(hashes(0, 5))
    await questions[0]?.answer()
    expect(given).toEqual(['data:1'])
    store.whenThere('2' as ContentHash, (url) => given.push(url))
    expect(given).toEqual(['data:1', 'data:2'])
  })

  it('does not ask again for a picture that has none', async () => {
    const { store, questions } = fakeStudio(new Set(['3']))
    store.want(hashes(0, 5))
    await questions[0]?.answer()
    store.want(hashes(0, 6))
    expect(questions[1]?.asked).toEqual(['5'])
  })

  it('stops when the studio is gone, and asks again when it is told to', async () => {
    const { store, questions } = fakeStudio()
    store.want(hashes(0, 100))
    await questions[0]?.fail()
    await questions[1]?.fail()
    expect(questions).toHaveLength(2)
    store.want(hashes(0, 100))
    expect(questions[2]?.asked[0]).toBe('0')
  })

  it('forgets the oldest, and keeps what is looked at', async () => {
    const { store, questions } = fakeStudio()
    const looked = hashes(0, 10)
    for (let from = 0; from < 2_000; from += 50) {
      store.want([...looked, ...hashes(from + 10, from + 60)])
      for (let question = questions.shift(); question !== undefined; question = questions.shift()) await question.answer()
    }
    const given: string[] = []
    for (const hash of [...looked, ...hashes(100, 200)]) store.whenThere(hash, (url) => given.push(url))
    expect(given).toEqual(looked.map((hash) => `data:${hash}`))
  })
})
