import { StudioError } from '../../domain/errors.ts'
import { dollars } from '../../domain/money/ledger-csv.ts'
import { calendarDay } from '../../domain/money/submission.ts'
import { EXIT } from '../output.ts'
import { type CommandContext, withSession } from './command.ts'

/** `drape ledger [--from DAY] [--to DAY] [--csv]`: looks without running anything. */
export async function runLedger(
  context: CommandContext,
  { from, to, csv }: { readonly from?: string; readonly to?: string; readonly csv?: boolean },
): Promise<number> {
  const span = { ...day('from', from), ...day('to', to) }
  return await withSession(context, 'observe', async ({ client }) => {
    if (csv === true) {
      const table = await client['ledger.csv'](span)
      context.output.answer({ ok: true, ...table }, [table.csv.trimEnd()])
      return EXIT.ok
    }
    const summary = await client['ledger.summary'](span)
    const { all, byProvider, byBrand } = summary
    context.output.answer({ ok: true, ...summary }, [
      `${summary.from} to ${summary.to} (${summary.zone}): ${dollars(all.micros)} USD in ${all.submissions} requests, ${dollars(all.openMicros)} of it not known for certain yet`,
      ...byProvider.map(({ key, micros }) => `  ${(key ?? '').padEnd(12)} ${dollars(micros)}`),
      ...byBrand.filter(({ key }) => key !== null).map(({ key, micros }) => `  brand ${key}: ${dollars(micros)}`),
    ])
    return EXIT.ok
  })
}

function day(name: 'from' | 'to', text: string | undefined): { readonly from?: string; readonly to?: string } {
  if (text === undefined) return {}
  if (!calendarDay.safeParse(text).success) throw new StudioError('request.invalid', `--${name} takes a day such as 2026-11-20`)
  return { [name]: text }
}
