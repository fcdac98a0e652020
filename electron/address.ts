/**
 * Where the page lives. One scheme for page, uploads and media: the page uses the same addresses as in a browser, and a
 * picture that it draws on a canvas is of its own origin.
 */
export const SCHEME = 'drape'
const HOST = 'studio'
export const PAGE_ORIGIN = `${SCHEME}://${HOST}`
export const PAGE_URL = `${PAGE_ORIGIN}/`

/** Whether an address is the page itself, in any of its rooms. */
export function isPageUrl(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && isPageOrigin(url) && (url.pathname === '/' || url.pathname === '')
}

/** Whether an address is served by this app. Node gives no `origin` to schemes it does not know. */
export function isPageOrigin(url: URL): boolean {
  return url.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.password === ''
}
