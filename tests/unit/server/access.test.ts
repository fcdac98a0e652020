import { describe, expect, it } from 'vitest'
import { Access } from '../../../app/server/access.ts'

const HOST = '127.0.0.1:4870'
const ORIGIN = `http://${HOST}`

function setup() {
  let now = 1_000_000
  const access = new Access({ token: 'the-token', sessionKey: new Uint8Array(32).fill(7), hosts: [HOST, 'localhost:4870'], now: () => now })
  return {
    access,
    later: (ms: number) => {
      now += ms
    },
  }
}

const cookieOf = (setCookie: string | undefined): string => setCookie?.split(';')[0] ?? ''
const head = (fields: Record<string, string>): Headers => new Headers(fields)

describe('access', () => {
  it('refuses a foreign Host even with the right token', () => {
    const { access } = setup()
    expect(access.check('POST', head({ host: 'evil.example', authorization: 'Bearer the-token' }))).toMatchObject({
      ok: false,
      status: 403,
    })
    expect(access.check('POST', head({ authorization: 'Bearer the-token' }))).toMatchObject({ ok: false, status: 403 })
  })

  it('refuses a foreign Origin and a request from another site even with the right token', () => {
    const { access } = setup()
    for (const fields of [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      expect(
        access.check('GET', head({ host: HOST, authorization: 'Bearer the-token', ...(fields as Record<string, string>) })),
      ).toMatchObject({ ok: false, status: 403 })
    }
  })

  it('takes the token from scripts, which send no Origin', () => {
    const { access } = setup()
    expect(access.check('POST', head({ host: HOST, authorization: 'Bearer the-token' }))).toEqual({ ok: true })
    expect(access.check('POST', head({ host: HOST, authorization: 'Bearer the-tokem' }))).toMatchObject({ ok: false, status: 401 })
  })

  it('exchanges a code once, and not after fifteen minutes', () => {
    const { access, later } = setup()
    const code = access.issueCode()
    expect(access.exchangeCode(code)).toContain('HttpOnly; SameSite=Strict')
    expect(access.exchangeCode(code)).toBeUndefined()
    const late = access.issueCode()
    later(15 * 60 * 1000 + 1)
    expect(access.exchangeCode(late)).toBeUndefined()
    expect(access.exchangeCode('guessed')).toBeUndefined()
  })

  it('lets a page with a session read without an Origin, and change only with one', () => {
    const { access } = setup()
    const cookie = cookieOf(access.exchangeCode(access.issueCode()))
    expect(access.check('GET', head({ host: HOST, cookie }))).toEqual({ ok: true })
    expect(access.check('POST', head({ host: HOST, cookie }))).toMatchObject({ ok: false, status: 403 })
    expect(access.check('POST', head({ host: HOST, cookie, origin: ORIGIN }))).toEqual({ ok: true })
  })

  it('refuses a cookie that was changed, and one that is too old', () => {
    const { access, later } = setup()
    const cookie = cookieOf(access.exchangeCode(access.issueCode()))
    const [name, value = ''] = cookie.split('=')
    const [until = '', signature = ''] = value.split('.')
    const stretched = `${name}=${Number(until) + 1}.${signature}`
    expect(access.check('GET', head({ host: HOST, cookie: stretched }))).toMatchObject({ ok: false, status: 401 })
    later(31 * 24 * 60 * 60 * 1000)
    expect(access.check('GET', head({ host: HOST, cookie }))).toMatchObject({ ok: false, status: 401 })
  })

  it('knows a session again after a restart with the same key', () => {
    const { access } = setup()
    const cookie = cookieOf(access.exchangeCode(access.issueCode()))
    expect(setup().access.check('GET', head({ host: HOST, cookie }))).toEqual({ ok: true })
  })
})
