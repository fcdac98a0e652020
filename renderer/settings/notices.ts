interface Notices {
  readonly packages: readonly { readonly name: string; readonly version: string; readonly licence: string }[]
  readonly remarks: readonly { readonly title: string; readonly text: string }[]
}

/** Reads THIRD-PARTY-NOTICES.md: the rows of its table, and the sections after it. */
export function parseNotices(markdown: string): Notices {
  const [table = '', ...sections] = markdown.split(/^## /m)
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .slice(1)
  return {
    packages: rows.map((row) => {
      const [, name = '', version = '', licence = ''] = row.split('|').map((cell) => cell.trim())
      return { name, version, licence }
    }),
    remarks: sections.map((section) => {
      const [title = '', ...lines] = section.split('\n')
      return { title, text: lines.join(' ').replaceAll('`', '').trim() }
    }),
  }
}
