import { REDACTED } from '../platform/log.ts'

const SECRET_HEADER = /^(authorization|proxy-authorization|cookie|set-cookie|x-goog-api-key|x-key|x-api-key|x-goog-upload-url|location)$/i
const LONGEST_TOLD = 300

/** An address as it may be logged: queries of results are signatures, and hosts may carry names and passwords. */
export function redactUrl(url: string): string {
  try {
    const { protocol, host, pathname, search } = new URL(url)
    return `${protocol}//${host}${pathname}${search === '' ? '' : `?${REDACTED}`}`
  } catch {
    return REDACTED
  }
}

/** Headers as they may be logged. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, SECRET_HEADER.test(name) ? REDACTED : value]))
}

/** A service's own words without the key, which some repeat in their answer; shortened, on one line. */
export function toldBy(text: string, secret: string): string {
  const hidden = secret === '' ? text : text.replaceAll(secret, REDACTED)
  const line = hidden.replace(/\s+/g, ' ').trim()
  return line.length > LONGEST_TOLD ? `${line.slice(0, LONGEST_TOLD - 1)}…` : line
}
