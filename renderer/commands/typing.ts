/** What has its own undo, and takes letters. */
export const TYPED_INTO = 'textarea, [contenteditable], input:not([type=range], [type=checkbox], [type=radio], [type=button], [type=file])'

/** Whether a field that is typed into has the focus. */
export function isTyping(): boolean {
  return document.activeElement?.matches(TYPED_INTO) === true
}

/** Takes back, or does again, what was typed into the field that has the focus. Browsers offer their own undo by this only. */
export function undoTyping(what: 'undo' | 'redo'): void {
  document.execCommand(what)
}

/** Whether the field that has the focus has anything of the kind. */
export function canUndoTyping(what: 'undo' | 'redo'): boolean {
  return document.queryCommandEnabled(what)
}
