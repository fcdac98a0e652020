import type { Page } from '@playwright/test'

/**
 * What is wrong with the layout of a page, whatever its texts and their size: controls that lie over each other, texts that are
 * cut off without a sign, anything beyond the sides of the window. What can be scrolled to is not lost.
 */
export async function layoutFaults(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const nameOf = (element: Element): string =>
      `<${element.tagName.toLowerCase()} ${element.getAttribute('data-testid') ?? element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30)}>`
    const isSeen = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })

    /** The part of a box that its ancestors show: all of them, or those up to the first that can be scrolled. */
    const clip = (from: Node, box: DOMRect, until: 'window' | 'scroller') => {
      let { left, top, right, bottom } = box
      for (let ancestor = from.parentElement; ancestor !== null && ancestor !== document.body; ancestor = ancestor.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(ancestor)
        if (overflowX === 'visible' && overflowY === 'visible') continue
        if (until === 'scroller' && /auto|scroll/.test(overflowX + overflowY)) break
        const edge = ancestor.getBoundingClientRect()
        left = Math.max(left, edge.left)
        right = Math.min(right, edge.right)
        top = Math.max(top, edge.top)
        bottom = Math.min(bottom, edge.bottom)
      }
      return { left, top, right, bottom }
    }
    // A dialog lies over everything else, and is looked at alone.
    const root = document.querySelector('dialog[open]') ?? document.body
    const faults: string[] = []
    if (document.documentElement.scrollWidth > innerWidth)
      faults.push(`the page is ${document.documentElement.scrollWidth - innerWidth} px too wide`)

    const controls = [...root.querySelectorAll('button, a[href], input, select, [role=slider], [role=gridcell]')].filter(isSeen)
    const boxes = controls.flatMap((element) => {
      const { left, top, right, bottom } = clip(element, element.getBoundingClientRect(), 'window')
      return right - left > 2 && bottom - top > 2 ? [{ element, left, top, right, bottom }] : []
    })
    for (const [place, one] of boxes.entries()) {
      for (const other of boxes.slice(place + 1)) {
        const width = Math.min(one.right, other.right) - Math.max(one.left, other.left)
        const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
        const isNested = one.element.contains(other.element) || other.element.contains(one.element)
        if (width > 2 && height > 2 && !isNested) faults.push(`${nameOf(one.element)} and ${nameOf(other.element)} lie over each other`)
      }
    }

    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const element = text.parentElement
      if (element === null || text.textContent?.trim() === '' || !isSeen(element)) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      const box = range.getBoundingClientRect()
      const seen = clip(text, box, 'scroller')
      const isForEars = element.getBoundingClientRect().width <= 1
      const isShortened = [element, element.parentElement].some((one) => one !== null && getComputedStyle(one).textOverflow === 'ellipsis')
      const lost = Math.max(seen.left - box.left, box.right - seen.right, seen.top - box.top, box.bottom - seen.bottom)
      // Accents and descenders have room of their own in a box of glyphs.
      if (lost > box.height * 0.15 && !isForEars && !isShortened)
        faults.push(`“${text.textContent?.trim().slice(0, 40)}” is cut off by ${Math.round(lost)} px`)
    }
    return faults
  })
}
