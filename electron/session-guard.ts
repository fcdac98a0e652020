import type { Session } from 'electron'
import { isPageOrigin, PAGE_ORIGIN } from './address.ts'

/** What a page may ask for: pictures in full screen, and text put on the clipboard. All else is refused without asking. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write'])

/** Addresses that lead nowhere: what the page holds itself, and the developer tools. */
const INNER_SCHEMES: ReadonlySet<string> = new Set(['blob:', 'data:', 'devtools:'])

/** Closes what a session leaves open by default: permissions, devices, downloads, the network. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(ALLOWED_PERMISSIONS.has(permission) && details.isMainFrame && isOwn(details.requestingUrl)),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) => ALLOWED_PERMISSIONS.has(permission) && isOwn(origin))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.on('will-download', (event, item) => {
    const address = item.getURL().replace(/^blob:/, '')
    if (!isOwn(address)) event.preventDefault()
  })
  // The page needs no network, so it gets none: also where a gap in the page should open one.
  session.webRequest.onBeforeRequest((details, answer) => {
    const url = URL.parse(details.url)
    answer({ cancel: url === null || !(INNER_SCHEMES.has(url.protocol) || isPageOrigin(url)) })
  })
  session.setSpellCheckerEnabled(false)
}

function isOwn(address: string): boolean {
  const url = URL.parse(address)
  return address === PAGE_ORIGIN || (url !== null && isPageOrigin(url))
}
