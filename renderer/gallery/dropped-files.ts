/** Nothing deeper or more than this is looked at: a drop of a whole disk is a mistake. */
const MAX_FILES = 10_000

/**
 * The files of a drop, those in folders included, in the order of their names. Hidden files are left where they are.
 * Call it in the handler of the drop: its items are gone when that returns.
 */
export function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  // Something that was copied rather than dragged has no entries.
  if (entries.length === 0) return Promise.resolve([...transfer.files])
  return filesOf(entries)
}

async function filesOf(entries: readonly FileSystemEntry[]): Promise<File[]> {
  const files: File[] = []
  const waiting = [...entries].toSorted(byName).reverse()
  for (let entry = waiting.pop(); entry !== undefined && files.length < MAX_FILES; entry = waiting.pop()) {
    if (entry.name.startsWith('.')) continue
    if (isFile(entry)) files.push(await fileOf(entry))
    else if (isFolder(entry)) waiting.push(...(await childrenOf(entry)).toSorted(byName).reverse())
  }
  return files
}

const byName = (a: FileSystemEntry, b: FileSystemEntry): number => (a.name < b.name ? -1 : 1)
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/** A reader gives a hundred entries at a time, and none when it is done. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const children: FileSystemEntry[] = []
  for (;;) {
    const more = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (more.length === 0) return children
    children.push(...more)
  }
}
