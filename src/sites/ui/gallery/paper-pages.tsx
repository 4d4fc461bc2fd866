import { yen } from '#lib/money.ts'
import type { GalleryPage } from '../gallery.tsx'
import { Receipt } from '../parts/receipt.tsx'
import { AccountShell } from '../shells/desk-shell.tsx'
import { noon, type Stage } from './stage.ts'

export const paperPages: Readonly<Record<string, GalleryPage>> = {
  receipt: (stage) => <ReceiptPage stage={stage} />,
}

function ReceiptPage({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words } = view
  return (
    <AccountShell view={view} title={words.order.receipt} homeHref="#" nav={[]}>
      <Receipt
        receipt={{
          number: 'R-20261122-0042',
          issued: noon,
          paid: noon,
          copy: true,
          name: '株式会社あいこ書房',
          total: yen(7480),
          lines: [
            { key: 'a', title: '雪の夜の図書館', language: 'ja', rate: 1000, amount: yen(1200) },
            {
              key: 'b',
              title: 'Walking the Nakasendō',
              language: 'en',
              rate: 1000,
              amount: yen(980),
            },
            {
              key: 'c',
              title: 'はじめての藍染め講座',
              language: 'ja',
              rate: 1000,
              amount: yen(5300),
            },
          ],
          rates: [{ rate: 1000, total: yen(7480), tax: yen(680) }],
          issuer: {
            name: view.marketName,
            lines: ['東京都台東区蔵前1-2-3'],
            registration: 'T1234567890123',
          },
          payment: words.pay.card,
        }}
      />
    </AccountShell>
  )
}
