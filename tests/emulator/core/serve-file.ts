import type { Answer, Route, Service } from './wire.ts'
import type { World } from './world.ts'

/** The route by which files of a service are downloaded, with ranges. `prefix` is its first segment. */
export function fileRoute(world: World, prefix: Service['prefix']): Route {
  return {
    method: 'GET',
    path: /^\/files\/.+$/,
    operation: 'download',
    handle: ({ path, headers }) => serve(world, `/${prefix}${path}`, headers['range']),
  }
}

function serve(world: World, path: string, range: string | undefined): Answer {
  const file = world.files.get(path)
  if (file === undefined) return { status: 404, json: { detail: 'Not Found' } }
  if (file.expiresAt <= world.now()) return { status: 410, json: { detail: 'Gone' } }
  const headers = { 'content-type': file.mediaType, 'accept-ranges': 'bytes', 'access-control-allow-origin': '*' }
  const delivered = file.ledgerId === null ? {} : { delivers: file.ledgerId, file: path }
  const match = range === undefined ? null : /^bytes=(\d*)-(\d*)$/.exec(range)
  if (match === null) return { status: 200, headers, bytes: file.bytes, ...delivered }
  const { length } = file.bytes
  const from = match[1] === '' ? Math.max(0, length - Number(match[2])) : Number(match[1])
  const to = match[1] === '' || match[2] === '' ? length - 1 : Math.min(length - 1, Number(match[2]))
  if (from > to || from >= length) return { status: 416, headers: { 'content-range': `bytes */${length}` } }
  const reachesEnd = to === length - 1 ? delivered : {}
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${from}-${to}/${length}` },
    bytes: file.bytes.subarray(from, to + 1),
    ...reachesEnd,
  }
}
