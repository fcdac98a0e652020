import type { Page } from '@playwright/test'

/** A part of a screen. `fixed` ones have edges that no text moves. */
export interface Region {
  readonly name: string
  readonly selector: string
  readonly edges?: 'fixed'
}

const id = (testId: string): string => `[data-testid=${testId}]`

const FRAME: readonly Region[] = [
  { name: 'top bar', selector: 'header', edges: 'fixed' },
  { name: 'search of commands', selector: id('open-palette') },
  { name: 'connection', selector: id('connection') },
  { name: 'menu of languages', selector: id('language-menu') },
  { name: 'rail', selector: 'nav', edges: 'fixed' },
  { name: 'room', selector: 'main', edges: 'fixed' },
  { name: 'tray', selector: id('tray'), edges: 'fixed' },
  { name: 'button of the tray', selector: id('open-tray') },
]

/** What is looked at on each screen. */
export const SCREEN_REGIONS = {
  'try-on': [
    ...FRAME,
    { name: 'inputs', selector: `aside:has(${id('person-slot')})`, edges: 'fixed' },
    { name: 'canvas', selector: id('draft-stage'), edges: 'fixed' },
    { name: 'name of the photo before', selector: `${id('draft-stage')} > span:nth-of-type(1)` },
    { name: 'name of the draft', selector: `${id('draft-stage')} > span:nth-of-type(2)` },
    { name: 'divider', selector: id('divider') },
    { name: 'steps', selector: id('stepper'), edges: 'fixed' },
    { name: 'inspector', selector: `aside:has(${id('quality')})`, edges: 'fixed' },
    { name: 'score', selector: '[data-amount]' },
    { name: 'slider', selector: 'input[type=range]' },
  ],
  'side by side': [
    { name: 'photo before', selector: id('before-stage'), edges: 'fixed' },
    { name: 'draft', selector: id('draft-stage'), edges: 'fixed' },
  ],
  brush: [
    { name: 'mask to paint over', selector: id('brush-mask-choice') },
    { name: 'size', selector: id('brush-size') },
    { name: 'done', selector: id('brush-done') },
    { name: 'draft', selector: id('draft-stage') },
  ],
  gallery: [
    { name: 'search', selector: id('search') },
    { name: 'grid', selector: id('grid') },
    { name: 'first picture', selector: `${id('picture')}:nth-of-type(1)` },
    { name: 'details', selector: `aside:has(${id('detail-picture')})`, edges: 'fixed' },
    { name: 'trash', selector: id('show-trash') },
  ],
  edit: [
    { name: 'tools', selector: '[role=toolbar][aria-orientation=vertical]', edges: 'fixed' },
    { name: 'options', selector: `[role=toolbar]:has(${id('edit-undo')})`, edges: 'fixed' },
    { name: 'canvas', selector: id('edit-stage'), edges: 'fixed' },
    { name: 'status', selector: id('edit-status'), edges: 'fixed' },
    { name: 'saved', selector: id('edit-saved') },
    { name: 'zoom', selector: id('edit-zoom') },
    { name: 'inspector', selector: `aside:has(${id('tab-layers')})`, edges: 'fixed' },
    { name: 'first tab', selector: id('tab-layers') },
    { name: 'slider of the opacity', selector: id('opacity-slider') },
  ],
  'full screen': [
    { name: 'picture', selector: id('full-screen'), edges: 'fixed' },
    { name: 'close', selector: id('full-close') },
  ],
  jobs: [
    { name: 'list', selector: 'table' },
    { name: 'switch of the queue', selector: id('pause-queue') },
    { name: 'details', selector: `aside:has(${id('timeline')})`, edges: 'fixed' },
  ],
  settings: [
    { name: 'pages', selector: `aside:has(${id('settings-general')})`, edges: 'fixed' },
    { name: 'page', selector: id('page-general'), edges: 'fixed' },
  ],
  palette: [
    { name: 'palette', selector: 'dialog', edges: 'fixed' },
    { name: 'what is typed', selector: id('palette-field') },
  ],
} as const satisfies Record<string, readonly Region[]>

export type Screen = keyof typeof SCREEN_REGIONS

/** Where the regions of the open screen are and which way they run, a line each: no pixel of a letter, so any machine says the same. */
export async function describeScreen(page: Page, screen: Screen): Promise<string> {
  const regions: readonly Region[] = SCREEN_REGIONS[screen]
  const lines = await page.evaluate(
    (asked) =>
      asked.map(({ name, selector, edges }) => {
        const element = document.querySelector(selector)
        if (element === null) return `  ${name}: is not there`
        const { left, right } = element.getBoundingClientRect()
        const middle = (left + right) / 2 / innerWidth
        const side = middle < 0.45 ? 'left' : middle > 0.55 ? 'right' : 'middle'
        const where = edges === 'fixed' ? `${Math.round(left)} to ${Math.round(right)}` : side
        return `  ${name}: ${getComputedStyle(element).direction}, ${where}`
      }),
    regions,
  )
  return [screen, ...lines].join('\n')
}
