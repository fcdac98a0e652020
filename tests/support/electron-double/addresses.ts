/**
 * Plain Chromium knows no scheme of ours. A page of `drape://studio` is shown as a page of an https host that does not exist, and
 * every request to it is answered by the handler that the app registered for its scheme.
 */
const SUFFIX = '.electron-double.test'

/** `drape://studio/x` as the browser sees it: `https://studio.drape.electron-double.test/x`. */
export function toBrowser(address: string): string {
  const [, scheme, host, rest] = /^([a-z]+):\/\/([^/]*)(.*)$/.exec(address) ?? []
  if (scheme === undefined || scheme === 'http' || scheme === 'https') return address
  return `https://${host}.${scheme}${SUFFIX}${rest}`
}

/** The address as the app knows it. */
export function toApp(address: string): string {
  const url = URL.parse(address)
  if (url === null || !url.hostname.endsWith(SUFFIX)) return address
  const [scheme, ...host] = url.hostname.slice(0, -SUFFIX.length).split('.').reverse()
  return `${scheme}://${host.reverse().join('.')}${url.pathname}${url.search}${url.hash}`
}

/** Origin of an address, also of a scheme that Node does not know. */
export function originOf(address: string): string {
  return /^[a-z]+:\/\/[^/]*/.exec(toApp(address))?.[0] ?? 'null'
}
