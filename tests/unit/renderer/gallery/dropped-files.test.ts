import { describe, expect, it } from 'vitest'
import { droppedFiles } from '../../../../renderer/gallery/dropped-files.ts'

/** An entry as the browser gives it: folders are read by a hundred at a time. */
const file = (name: string): FileSystemEntry =>
  ({
    name,
    isFile: true,
    isDirectory: false,
    file: (give: (file: File) => void) => give(new File(['x'], name)),
  }) as unknown as FileSystemEntry
const folder = (name: string, children: readonly FileSystemEntry[]): FileSystemEntry => {
  const left = [...children]
  const readEntries = (give: (entries: FileSystemEntry[]) => void): void => give(left.splice(0, 100))
  return { name, isFile: false, isDirectory: true, createReader: () => ({ readEntries }) } as unknown as FileSystemEntry
}
const transfer = (entries: readonly FileSystemEntry[], files: readonly File[] = []): DataTransfer =>
  ({ items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files }) as unknown as DataTransfer

describe('a drop', () => {
  it('gives the files of its folders too, all of them, in order, and leaves hidden ones', async () => {
    const many = Array.from({ length: 250 }, (_, index) => file(`${String(index).padStart(3, '0')}.jpg`))
    const files = await droppedFiles(transfer([file('z.jpg'), folder('look', [folder('deep', many), file('a.jpg'), file('.DS_Store')])]))
    expect(files).toHaveLength(252)
    expect(files.slice(0, 2).map(({ name }) => name)).toEqual(['a.jpg', '000.jpg'])
    expect(files.at(-1)?.name).toBe('z.jpg')
  })

  it('of something that was copied gives its files', async () => {
    const files = await droppedFiles(transfer([], [new File(['x'], 'pasted.png')]))
    expect(files.map(({ name }) => name)).toEqual(['pasted.png'])
  })
})
