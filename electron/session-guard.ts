import type { Session } from 'electron'
import { isPageOrigin, PAGE_ORIGIN } from './address.ts'
import type { CameraLeave } from './camera-leave.ts'

/** What a page may ask for: pictures in full screen, and text put on the clipboard. The camera is a case of its own; all else is refused without asking. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write'])

/** Addresses that lead nowhere: what the page holds itself, and the developer tools. */
const INNER_SCHEMES: ReadonlySet<string> = new Set(['blob:', 'data:', 'devtools:'])

/**
 * Closes what a session leaves open by default: permissions, devices, downloads, the network.
 *
 * @param camera says whether a person has asked for it in the window with these contents.
 */
export function guardSession(session: Session, camera: Pick<CameraLeave, 'isGivenTo'>): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const isAllowed = permission === 'media' ? isCameraOnly(details) && camera.isGivenTo(contents?.id) : ALLOWED_PERMISSIONS.has(permission)
    answer(isAllowed && details.isMainFrame && isOwn(details.requestingUrl))
  })
  session.setPermissionCheckHandler((contents, permission, origin, details) => {
    if (permission !== 'media') return ALLOWED_PERMISSIONS.has(permission) && isOwn(origin)
    return details.mediaType === 'video' && details.isMainFrame && camera.isGivenTo(contents?.id) && isOwn(origin)
  })
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

/** Pictures and nothing else: who also asks for sound is refused both. */
function isCameraOnly(details: object): boolean {
  const types = 'mediaTypes' in details && Array.isArray(details.mediaTypes) ? details.mediaTypes : []
  return types.length === 1 && types[0] === 'video'
}

function isOwn(address: string): boolean {
  const url = URL.parse(address)
  return address === PAGE_ORIGIN || (url !== null && isPageOrigin(url))
}
