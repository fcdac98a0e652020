import { lookup as systemLookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { StudioError } from '../domain/errors.ts'

/** Names to addresses; the system's resolver unless a test has its own. */
export type Resolve = (host: string) => Promise<readonly string[]>

export const resolveBySystem: Resolve = async (host) => (await systemLookup(host, { all: true })).map(({ address }) => address)

const V4 = 'ipv4'
const V6 = 'ipv6'

/** What is not the public internet: IANA's registries of special-purpose addresses (RFC 6890 and later). */
const NOT_PUBLIC: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, V4],
  ['10.0.0.0', 8, V4],
  ['100.64.0.0', 10, V4],
  ['127.0.0.0', 8, V4],
  ['169.254.0.0', 16, V4],
  ['172.16.0.0', 12, V4],
  ['192.0.0.0', 24, V4],
  ['192.0.2.0', 24, V4],
  ['192.88.99.0', 24, V4],
  ['192.168.0.0', 16, V4],
  ['198.18.0.0', 15, V4],
  ['198.51.100.0', 24, V4],
  ['203.0.113.0', 24, V4],
  ['224.0.0.0', 3, V4],
]

/** Of IPv6, only global unicast (2000::/3) is public, without what is set apart in it: Teredo and its neighbours, documentation, 6to4. */
const SPECIAL_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const blockedV4 = new BlockList()
for (const [net, prefix, family] of NOT_PUBLIC) blockedV4.addSubnet(net, prefix, family)
const globalV6 = new BlockList()
globalV6.addSubnet('2000::', 3, V6)
const specialV6 = new BlockList()
for (const [net, prefix] of SPECIAL_V6) specialV6.addSubnet(net, prefix, V6)

/** Whether an address is of the public internet. Addresses of IPv4 dressed as IPv6 are not: nobody's name resolves to them honestly. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !blockedV4.check(address, V4)
    case 6:
      return globalV6.check(address, V6) && !specialV6.check(address, V6)
    default:
      return false
  }
}

/** The host of an address without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

/** True for this machine; only a studio whose services were pointed elsewhere for tests may talk to it. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

/**
 * Addresses that a host may be asked at: resolved once, all of them public. The connection is made to one of these and to nothing else, so a
 * name cannot mean something else the second time.
 *
 * @throws StudioError `provider.bad-response` where any of them is not public, `provider.unavailable` where the name is not known.
 */
export async function publicAddresses(host: string, resolve: Resolve): Promise<readonly string[]> {
  const addresses = isIP(host) === 0 ? await resolved(host, resolve) : [host]
  if (addresses.length > 0 && addresses.every(isPublicAddress)) return addresses
  throw new StudioError('provider.bad-response', 'A service named an address that is not of the public internet', {
    details: { host, reason: 'private-address' },
  })
}

/** @throws StudioError `provider.unavailable` */
export async function resolved(host: string, resolve: Resolve): Promise<readonly string[]> {
  try {
    return await resolve(host)
  } catch (cause) {
    throw new StudioError('provider.unavailable', `The name ${host} cannot be resolved`, { details: { host, reason: 'dns' }, cause })
  }
}
