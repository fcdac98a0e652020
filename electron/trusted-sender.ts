import type { IpcMainInvokeEvent } from 'electron'
import { PAGE_ORIGIN } from './address.ts'

/**
 * Whether a message comes from the top frame of one of our windows while it shows our page. A frame inside it, another
 * window, or our window after it was led elsewhere has no say; neither has a frame that is gone by now.
 */
export function createSenderCheck(isOwnWindow: (contentsId: number) => boolean) {
  return ({ sender, senderFrame }: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean => {
    if (senderFrame === null || sender.isDestroyed() || !isOwnWindow(sender.id)) return false
    const top = sender.mainFrame
    const isTop = senderFrame.parent === null && senderFrame.processId === top.processId && senderFrame.frameToken === top.frameToken
    return isTop && senderFrame.origin === PAGE_ORIGIN
  }
}
