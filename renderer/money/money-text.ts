/**
 * An amount in millionths of a US dollar as it stands on a bill, `$4.18`: the same in every language. Under a dollar as many places as
 * it has, up to four (`$0.0336`), from a dollar on two. Rounded up: what is told is never less than what is billed.
 */
export function moneyText(micros: number): string {
  const unit = micros >= 1_000_000 || micros % 10_000 === 0 ? 10_000 : micros % 1_000 === 0 ? 1_000 : 100
  const places = unit === 10_000 ? 2 : unit === 1_000 ? 3 : 4
  const amount = (Math.ceil(micros / unit) * unit) / 1_000_000
  return `$${new Intl.NumberFormat('en-US', { minimumFractionDigits: places, maximumFractionDigits: places }).format(amount)}`
}

/** What a person typed as an amount of dollars, in millionths; null for what is none. */
export function microsIn(text: string): number | null {
  const plain = text.trim().replace(/^\$/, '').replace(',', '.')
  const dollars = /^\d{1,7}(\.\d{0,6})?$/.test(plain) ? Number(plain) : Number.NaN
  return Number.isFinite(dollars) ? Math.round(dollars * 1_000_000) : null
}
