/** Rooms of the studio, as they stand in the address (`#jobs`). */
export const ROOM_IDS = ['try-on', 'create', 'edit', 'video', 'gallery', 'jobs', 'settings'] as const
export type RoomId = (typeof ROOM_IDS)[number]

/** Menus in the order a native menu bar shows them. */
export const MENU_GROUPS = ['file', 'edit', 'view', 'go', 'try-on', 'create', 'canvas', 'video', 'gallery', 'jobs', 'help'] as const
export type MenuGroup = (typeof MENU_GROUPS)[number]

/**
 * Something a person can ask the studio to do, as data: palette, menus, shortcut help and the shortcut editor are made
 * from it. What it does, and when it can be done, is the page's knowledge.
 */
export interface AppCommand {
  readonly id: string
  /** Key of the text in `resources/locales/<language>/studio.json`. */
  readonly labelKey: string
  /** Place in a native menu bar; items of one group go by `order`, and a gap of ten or more in it is a separator. Null: palette only. */
  readonly menu: { readonly group: MenuGroup; readonly order: number } | null
  /**
   * Modifiers in the order `Mod`, `Alt`, `Shift`, then the key as `KeyboardEvent.key` names it; `Mod` is Command on a Mac, else
   * Control. Null: none. Native menus only show it (`registerAccelerator: false`): the page listens, because a person may have
   * changed it, and because a letter typed into a field is no command.
   */
  readonly shortcut: string | null
  /** The room it belongs to; null for everywhere. The same key may mean different things in different rooms. */
  readonly room: RoomId | null
}

export const APP_COMMANDS = [
  { id: 'try-on.choose', labelKey: 'command.chooseFiles', menu: { group: 'file', order: 1 }, shortcut: 'Mod+o', room: 'try-on' },
  { id: 'try-on.sample', labelKey: 'command.trySample', menu: { group: 'file', order: 2 }, shortcut: null, room: 'try-on' },
  { id: 'gallery.choose', labelKey: 'command.bringIn', menu: { group: 'file', order: 3 }, shortcut: 'Mod+o', room: 'gallery' },
  { id: 'video.choose', labelKey: 'command.chooseStill', menu: { group: 'file', order: 4 }, shortcut: 'Mod+o', room: 'video' },
  { id: 'go.settings', labelKey: 'command.goSettings', menu: { group: 'file', order: 20 }, shortcut: 'Mod+,', room: null },
  { id: 'edit.undo', labelKey: 'command.undo', menu: { group: 'edit', order: 1 }, shortcut: 'Mod+z', room: null },
  { id: 'edit.redo', labelKey: 'command.redo', menu: { group: 'edit', order: 2 }, shortcut: 'Mod+Shift+z', room: null },
  { id: 'gallery.select-all', labelKey: 'command.selectAll', menu: { group: 'edit', order: 20 }, shortcut: 'Mod+a', room: 'gallery' },
  { id: 'gallery.clear', labelKey: 'command.selectNone', menu: { group: 'edit', order: 21 }, shortcut: 'Escape', room: 'gallery' },
  { id: 'gallery.search', labelKey: 'command.searchPictures', menu: { group: 'edit', order: 40 }, shortcut: '/', room: 'gallery' },
  { id: 'view.panels', labelKey: 'command.togglePanels', menu: { group: 'view', order: 1 }, shortcut: 'Tab', room: null },
  { id: 'view.compare', labelKey: 'command.compare', menu: { group: 'view', order: 20 }, shortcut: '\\', room: 'try-on' },
  { id: 'view.mask', labelKey: 'command.editMask', menu: { group: 'view', order: 21 }, shortcut: 'm', room: 'try-on' },
  { id: 'view.side-by-side', labelKey: 'command.sideBySide', menu: { group: 'view', order: 22 }, shortcut: 's', room: 'try-on' },
  { id: 'view.pose', labelKey: 'command.showPose', menu: { group: 'view', order: 23 }, shortcut: 'p', room: 'try-on' },
  { id: 'view.mesh', labelKey: 'command.showMesh', menu: { group: 'view', order: 24 }, shortcut: 'w', room: 'try-on' },
  { id: 'view.anchors', labelKey: 'command.showAnchors', menu: { group: 'view', order: 25 }, shortcut: 'a', room: 'try-on' },
  { id: 'view.fit', labelKey: 'command.fit', menu: { group: 'view', order: 40 }, shortcut: '0', room: 'try-on' },
  { id: 'view.actual-size', labelKey: 'command.actualSize', menu: { group: 'view', order: 41 }, shortcut: '1', room: 'try-on' },
  { id: 'view.fill', labelKey: 'command.fill', menu: { group: 'view', order: 42 }, shortcut: '2', room: 'try-on' },
  { id: 'view.zoom-in', labelKey: 'command.zoomIn', menu: { group: 'view', order: 43 }, shortcut: '+', room: 'try-on' },
  { id: 'view.zoom-out', labelKey: 'command.zoomOut', menu: { group: 'view', order: 44 }, shortcut: '-', room: 'try-on' },
  { id: 'theme.dark', labelKey: 'command.themeDark', menu: { group: 'view', order: 60 }, shortcut: null, room: null },
  { id: 'theme.light', labelKey: 'command.themeLight', menu: { group: 'view', order: 61 }, shortcut: null, room: null },
  { id: 'theme.system', labelKey: 'command.themeSystem', menu: { group: 'view', order: 62 }, shortcut: null, room: null },
  { id: 'language.en', labelKey: 'command.languageEnglish', menu: { group: 'view', order: 80 }, shortcut: null, room: null },
  { id: 'language.he', labelKey: 'command.languageHebrew', menu: { group: 'view', order: 81 }, shortcut: null, room: null },
  { id: 'language.ar', labelKey: 'command.languageArabic', menu: { group: 'view', order: 82 }, shortcut: null, room: null },
  { id: 'palette.open', labelKey: 'command.openPalette', menu: { group: 'go', order: 1 }, shortcut: 'Mod+k', room: null },
  { id: 'go.try-on', labelKey: 'command.goTryOn', menu: { group: 'go', order: 20 }, shortcut: 't', room: null },
  { id: 'go.create', labelKey: 'command.goCreate', menu: { group: 'go', order: 21 }, shortcut: 'Shift+c', room: null },
  { id: 'go.edit', labelKey: 'command.goEdit', menu: { group: 'go', order: 22 }, shortcut: 'e', room: null },
  { id: 'go.video', labelKey: 'command.goVideo', menu: { group: 'go', order: 23 }, shortcut: 'Shift+v', room: null },
  { id: 'go.gallery', labelKey: 'command.goGallery', menu: { group: 'go', order: 24 }, shortcut: 'g', room: null },
  { id: 'go.jobs', labelKey: 'command.goJobs', menu: { group: 'go', order: 30 }, shortcut: 'j', room: null },
  { id: 'try-on.draft', labelKey: 'command.draft', menu: { group: 'try-on', order: 1 }, shortcut: 'Mod+Enter', room: 'try-on' },
  { id: 'try-on.final', labelKey: 'command.final', menu: { group: 'try-on', order: 4 }, shortcut: 'Mod+Shift+Enter', room: 'try-on' },
  { id: 'try-on.cancel', labelKey: 'command.cancelDraft', menu: { group: 'try-on', order: 2 }, shortcut: 'Escape', room: 'try-on' },
  { id: 'try-on.swap', labelKey: 'command.swap', menu: { group: 'try-on', order: 20 }, shortcut: 'Shift+s', room: 'try-on' },
  { id: 'try-on.live-pose', labelKey: 'command.livePose', menu: { group: 'try-on', order: 21 }, shortcut: 'l', room: 'try-on' },
  { id: 'create.make', labelKey: 'command.makePictures', menu: { group: 'create', order: 1 }, shortcut: 'Mod+Enter', room: 'create' },
  { id: 'create.vary', labelKey: 'command.varyPicture', menu: { group: 'create', order: 20 }, shortcut: 'v', room: 'create' },
  { id: 'create.change', labelKey: 'command.changeByWords', menu: { group: 'create', order: 21 }, shortcut: 'w', room: 'create' },
  { id: 'create.compare', labelKey: 'command.compareResults', menu: { group: 'create', order: 40 }, shortcut: 's', room: 'create' },
  { id: 'create.pick', labelKey: 'command.pick', menu: { group: 'create', order: 41 }, shortcut: 'p', room: 'create' },
  { id: 'brush.toggle', labelKey: 'command.brush', menu: { group: 'try-on', order: 40 }, shortcut: 'b', room: 'try-on' },
  { id: 'brush.swap', labelKey: 'command.brushSwap', menu: { group: 'try-on', order: 41 }, shortcut: 'x', room: 'try-on' },
  { id: 'brush.smaller', labelKey: 'command.brushSmaller', menu: { group: 'try-on', order: 42 }, shortcut: '[', room: 'try-on' },
  { id: 'brush.larger', labelKey: 'command.brushLarger', menu: { group: 'try-on', order: 43 }, shortcut: ']', room: 'try-on' },
  { id: 'brush.softer', labelKey: 'command.brushSofter', menu: { group: 'try-on', order: 44 }, shortcut: '{', room: 'try-on' },
  { id: 'brush.harder', labelKey: 'command.brushHarder', menu: { group: 'try-on', order: 45 }, shortcut: '}', room: 'try-on' },
  { id: 'canvas.move', labelKey: 'command.toolMove', menu: { group: 'canvas', order: 1 }, shortcut: 'v', room: 'edit' },
  { id: 'canvas.hand', labelKey: 'command.toolHand', menu: { group: 'canvas', order: 2 }, shortcut: 'h', room: 'edit' },
  { id: 'canvas.brush', labelKey: 'command.toolBrush', menu: { group: 'canvas', order: 3 }, shortcut: 'b', room: 'edit' },
  { id: 'canvas.eraser', labelKey: 'command.toolEraser', menu: { group: 'canvas', order: 4 }, shortcut: 'x', room: 'edit' },
  { id: 'canvas.magic', labelKey: 'command.toolMagic', menu: { group: 'canvas', order: 5 }, shortcut: 'w', room: 'edit' },
  { id: 'canvas.crop', labelKey: 'command.toolCrop', menu: { group: 'canvas', order: 6 }, shortcut: 'c', room: 'edit' },
  { id: 'canvas.text', labelKey: 'command.toolText', menu: { group: 'canvas', order: 7 }, shortcut: 'Shift+t', room: 'edit' },
  { id: 'canvas.eyedropper', labelKey: 'command.toolEyedropper', menu: { group: 'canvas', order: 8 }, shortcut: 'i', room: 'edit' },
  { id: 'canvas.zoom', labelKey: 'command.toolZoom', menu: { group: 'canvas', order: 9 }, shortcut: 'z', room: 'edit' },
  { id: 'canvas.leave', labelKey: 'command.leaveTool', menu: { group: 'canvas', order: 10 }, shortcut: 'Escape', room: 'edit' },
  { id: 'canvas.smaller-brush', labelKey: 'command.smallerBrush', menu: { group: 'canvas', order: 20 }, shortcut: '[', room: 'edit' },
  { id: 'canvas.larger-brush', labelKey: 'command.largerBrush', menu: { group: 'canvas', order: 21 }, shortcut: ']', room: 'edit' },
  { id: 'canvas.show-mask', labelKey: 'command.showMask', menu: { group: 'canvas', order: 22 }, shortcut: 'm', room: 'edit' },
  { id: 'canvas.duplicate', labelKey: 'command.duplicateLayer', menu: { group: 'canvas', order: 40 }, shortcut: 'Mod+d', room: 'edit' },
  { id: 'canvas.delete', labelKey: 'command.deleteLayer', menu: { group: 'canvas', order: 41 }, shortcut: 'Delete', room: 'edit' },
  { id: 'canvas.layer-up', labelKey: 'command.layerUp', menu: { group: 'canvas', order: 42 }, shortcut: 'Mod+]', room: 'edit' },
  { id: 'canvas.layer-down', labelKey: 'command.layerDown', menu: { group: 'canvas', order: 43 }, shortcut: 'Mod+[', room: 'edit' },
  { id: 'canvas.hide-layer', labelKey: 'command.hideLayer', menu: { group: 'canvas', order: 44 }, shortcut: 'Mod+Shift+h', room: 'edit' },
  { id: 'canvas.lock-layer', labelKey: 'command.lockLayer', menu: { group: 'canvas', order: 45 }, shortcut: 'Mod+Shift+l', room: 'edit' },
  { id: 'canvas.compare', labelKey: 'command.compareOriginal', menu: { group: 'canvas', order: 60 }, shortcut: '\\', room: 'edit' },
  { id: 'canvas.side-by-side', labelKey: 'command.sideBySide', menu: { group: 'canvas', order: 61 }, shortcut: 's', room: 'edit' },
  { id: 'canvas.four-up', labelKey: 'command.fourUp', menu: { group: 'canvas', order: 62 }, shortcut: 'Shift+s', room: 'edit' },
  { id: 'canvas.fit', labelKey: 'command.fit', menu: { group: 'canvas', order: 80 }, shortcut: '0', room: 'edit' },
  { id: 'canvas.actual-size', labelKey: 'command.actualSize', menu: { group: 'canvas', order: 81 }, shortcut: '1', room: 'edit' },
  { id: 'canvas.zoom-in', labelKey: 'command.zoomIn', menu: { group: 'canvas', order: 82 }, shortcut: '+', room: 'edit' },
  { id: 'canvas.zoom-out', labelKey: 'command.zoomOut', menu: { group: 'canvas', order: 83 }, shortcut: '-', room: 'edit' },
  { id: 'video.render', labelKey: 'command.renderClip', menu: { group: 'video', order: 1 }, shortcut: 'Mod+Enter', room: 'video' },
  { id: 'video.another', labelKey: 'command.anotherStill', menu: { group: 'video', order: 2 }, shortcut: null, room: 'video' },
  { id: 'video.lens', labelKey: 'command.throughLens', menu: { group: 'video', order: 20 }, shortcut: 'c', room: 'video' },
  { id: 'video.back', labelKey: 'command.playBack', menu: { group: 'video', order: 40 }, shortcut: null, room: 'video' },
  { id: 'video.stop', labelKey: 'command.stopPlaying', menu: { group: 'video', order: 41 }, shortcut: 'k', room: 'video' },
  { id: 'video.forward', labelKey: 'command.playForward', menu: { group: 'video', order: 42 }, shortcut: 'l', room: 'video' },
  { id: 'video.in', labelKey: 'command.setIn', menu: { group: 'video', order: 60 }, shortcut: 'i', room: 'video' },
  { id: 'video.out', labelKey: 'command.setOut', menu: { group: 'video', order: 61 }, shortcut: 'o', room: 'video' },
  { id: 'video.loop', labelKey: 'command.loop', menu: { group: 'video', order: 62 }, shortcut: 'Shift+l', room: 'video' },
  { id: 'gallery.full-screen', labelKey: 'command.fullScreen', menu: { group: 'gallery', order: 1 }, shortcut: 'f', room: 'gallery' },
  { id: 'gallery.pick', labelKey: 'command.pick', menu: { group: 'gallery', order: 20 }, shortcut: 'p', room: 'gallery' },
  { id: 'gallery.reject', labelKey: 'command.reject', menu: { group: 'gallery', order: 21 }, shortcut: 'x', room: 'gallery' },
  { id: 'gallery.unflag', labelKey: 'command.unflag', menu: { group: 'gallery', order: 22 }, shortcut: 'u', room: 'gallery' },
  { id: 'gallery.rate-0', labelKey: 'command.rate0', menu: { group: 'gallery', order: 40 }, shortcut: '0', room: 'gallery' },
  { id: 'gallery.rate-1', labelKey: 'command.rate1', menu: { group: 'gallery', order: 41 }, shortcut: '1', room: 'gallery' },
  { id: 'gallery.rate-2', labelKey: 'command.rate2', menu: { group: 'gallery', order: 42 }, shortcut: '2', room: 'gallery' },
  { id: 'gallery.rate-3', labelKey: 'command.rate3', menu: { group: 'gallery', order: 43 }, shortcut: '3', room: 'gallery' },
  { id: 'gallery.rate-4', labelKey: 'command.rate4', menu: { group: 'gallery', order: 44 }, shortcut: '4', room: 'gallery' },
  { id: 'gallery.rate-5', labelKey: 'command.rate5', menu: { group: 'gallery', order: 45 }, shortcut: '5', room: 'gallery' },
  { id: 'gallery.as-person', labelKey: 'command.usePerson', menu: { group: 'gallery', order: 60 }, shortcut: null, room: 'gallery' },
  { id: 'gallery.as-garment', labelKey: 'command.useGarment', menu: { group: 'gallery', order: 61 }, shortcut: null, room: 'gallery' },
  { id: 'gallery.edit', labelKey: 'command.editPicture', menu: { group: 'gallery', order: 62 }, shortcut: null, room: 'gallery' },
  { id: 'gallery.create', labelKey: 'command.openInCreate', menu: { group: 'gallery', order: 64 }, shortcut: null, room: 'gallery' },
  { id: 'gallery.video', labelKey: 'command.openInVideo', menu: { group: 'gallery', order: 63 }, shortcut: null, room: 'gallery' },
  { id: 'gallery.export-clips', labelKey: 'command.exportClips', menu: { group: 'gallery', order: 65 }, shortcut: null, room: 'gallery' },
  { id: 'gallery.reveal', labelKey: 'command.reveal', menu: { group: 'gallery', order: 80 }, shortcut: null, room: 'gallery' },
  { id: 'gallery.save-copy', labelKey: 'command.saveCopy', menu: { group: 'gallery', order: 81 }, shortcut: null, room: 'gallery' },
  { id: 'gallery.show-trash', labelKey: 'command.showTrash', menu: { group: 'gallery', order: 100 }, shortcut: null, room: 'gallery' },
  { id: 'gallery.trash', labelKey: 'command.moveToTrash', menu: { group: 'gallery', order: 101 }, shortcut: 'Delete', room: 'gallery' },
  { id: 'gallery.restore', labelKey: 'command.restore', menu: { group: 'gallery', order: 102 }, shortcut: null, room: 'gallery' },
  { id: 'jobs.pause', labelKey: 'command.pauseJobs', menu: { group: 'jobs', order: 1 }, shortcut: null, room: null },
  { id: 'jobs.resume', labelKey: 'command.resumeJobs', menu: { group: 'jobs', order: 2 }, shortcut: null, room: null },
  { id: 'jobs.forget-failed', labelKey: 'command.forgetFailed', menu: { group: 'jobs', order: 20 }, shortcut: null, room: null },
  { id: 'help.shortcuts', labelKey: 'command.showShortcuts', menu: { group: 'help', order: 1 }, shortcut: '?', room: null },
  { id: 'help.diagnostics', labelKey: 'command.diagnostics', menu: { group: 'help', order: 20 }, shortcut: null, room: null },
  { id: 'help.spend', labelKey: 'command.showSpend', menu: { group: 'help', order: 40 }, shortcut: null, room: null },
  { id: 'help.providers', labelKey: 'command.showProviders', menu: { group: 'help', order: 41 }, shortcut: null, room: null },
  { id: 'help.about', labelKey: 'command.about', menu: { group: 'help', order: 21 }, shortcut: null, room: null },
] as const satisfies readonly AppCommand[]

export type CommandId = (typeof APP_COMMANDS)[number]['id']
