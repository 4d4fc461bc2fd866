import { instant, nullable, object, oneOf } from '#lib/shapes.ts'
import type { Settings } from '#trust/vault/core.ts'
import { template } from './template.ts'
import type { Locale, Words } from './words.ts'

const causes = {
  ahead: {
    ja: '時計が、実際に過ぎた時間より先に進んでいます',
    en: 'The clock went on by more than the time that passed, or the market was off for long',
  },
  behind: { ja: '時計が過去に戻っています', en: 'The clock went back' },
  database: {
    ja: '時計がデータベースの時計と合いません',
    en: 'The clock is not that of the database',
  },
  witness: {
    ja: '時計が見張り（別のサーバー）の時計と合いません',
    en: 'The clock is not that of the monitor',
  },
} as const

interface Doubted {
  cause: keyof typeof causes
  clock: number
  reckoned: number
  database: number
  witness: number | null
}

/** To the second and without a zone to guess: these numbers are to be compared. */
const exact = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`

function clockDoubted(
  { cause, clock, reckoned, database, witness }: Doubted,
  locale: Locale,
  { marketName, consoleOrigin }: Settings,
): Words {
  const said = causes[cause][locale]
  const other = witness === null ? '–' : exact(witness)
  const link = `${consoleOrigin}/clock`
  if (locale === 'ja') {
    return {
      subject: `【警報】${marketName}：時計が疑わしいため、消去を止めました`,
      blocks: [
        `${said}。誤った時計で消したものは戻りません。そこで、期限による消去（保存期間、なくしたパスキー、鍵の古い版など）をすべて止めました。`,
        {
          rows: [
            ['このサーバーの時計', exact(clock)],
            ['記録から見た時刻', exact(reckoned)],
            ['データベースの時計', exact(database)],
            ['見張りの時計', other],
          ],
        },
        '時計が誤っているときは、直してください。消去は自動で再開します。時計が正しいとき（長く止めていた、など）は、サーバーで「dozo vault clock confirm 今日の日付」（例：2026-11-22）を実行するか、管理画面の「時計」でパスキーを使って確認すると、再開します。',
        { link, label: '管理画面の「時計」を開く' },
      ],
    }
  }
  return {
    subject: `Alarm at ${marketName}: the clock is in doubt, nothing is destroyed`,
    blocks: [
      `${said}. What is destroyed by a wrong clock does not come back, so nothing is destroyed because it is due: no record, no lost passkey, no old version of the ring.`,
      {
        rows: [
          ['Clock of the machine', exact(clock)],
          ['By what the vault knows', exact(reckoned)],
          ['Clock of the database', exact(database)],
          ['Clock of the monitor', other],
        ],
      },
      'If the clock is wrong, set it right: all goes on by itself. If it is right, because the market really was off for so long, say so on the console’s page Clock, with your passkey, or on the machine: dozo vault clock confirm and the date of today, such as 2026-11-22.',
      { link, label: 'Open the console’s clock' },
    ],
  }
}

/** To those who run the market, when the machine’s clock is not believed. */
export const clockLetters = {
  'clock-doubted': template({
    to: 'subject',
    facts: object({
      cause: oneOf('ahead', 'behind', 'database', 'witness'),
      clock: instant,
      reckoned: instant,
      database: instant,
      witness: nullable(instant),
    }),
    write: clockDoubted,
  }),
} as const
