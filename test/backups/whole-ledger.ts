import { type LedgerLine, ledgerLines } from '#trust/forgetting/ledger-file.ts'

/** Every line of a ledger that is short. */
export async function wholeLedger(logFolder: string): Promise<LedgerLine[]> {
  const lines: LedgerLine[] = []
  for await (const line of ledgerLines(logFolder)) lines.push(line)
  return lines
}
