import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffWords } from '../../../app/domain/prompting/diff-words.ts'

const texts = fc.array(fc.constantFrom('a', 'b', 'red', ' ', '\n', 'coat'), { maxLength: 30 }).map((parts) => parts.join(' '))

describe('a difference by words', () => {
  it('holds both texts, whole', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const parts = diffWords(before, after)
        const without = (kind: string): string =>
          parts
            .filter((part) => part.kind !== kind)
            .map(({ text }) => text)
            .join('')
        expect([without('added'), without('removed')]).toEqual([before, after])
      }),
    )
  })

  it('of a text with itself is nothing but the text', () => {
    expect(diffWords('one two', 'one two')).toEqual([{ kind: 'same', text: 'one two' }])
  })
})
