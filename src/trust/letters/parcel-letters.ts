import { id, instant, object, oneOf } from '#lib/shapes.ts'
import { carriers } from '#trust/vault/kinds.ts'
import { template } from './template.ts'
import { momentText } from './words.ts'

const names: Record<'' | (typeof carriers)[number], { ja: string; en: string }> = {
  '': { ja: '', en: '' },
  yamato: { ja: 'ヤマト運輸', en: 'Yamato Transport' },
  sagawa: { ja: '佐川急便', en: 'Sagawa Express' },
  'japan-post': { ja: '日本郵便', en: 'Japan Post' },
  seino: { ja: '西濃運輸', en: 'Seino Transportation' },
  fukutsu: { ja: '福山通運', en: 'Fukuyama Transporting' },
  other: { ja: 'その他', en: 'Another carrier' },
}

/** To who ordered; where it goes is not said. */
export const parcelLetters = {
  'parcel-sent': template({
    to: 'order',
    facts: object({ order: id, carrier: oneOf('', ...carriers), at: instant }),
    write: ({ order, carrier, at }, locale, { marketName, accountsOrigin }, number) => {
      const [isJapanese, name] = [locale === 'ja', names[carrier][locale]]
      const rows: [string, string][] = [
        [isJapanese ? '注文番号' : 'Order', order],
        [isJapanese ? '発送の連絡' : 'Marked as sent', momentText(at, locale)],
        ...(name === '' ? [] : [[isJapanese ? '配送会社' : 'Carrier', name] as [string, string]]),
        ...(number === ''
          ? []
          : [[isJapanese ? '追跡番号' : 'Tracking number', number] as [string, string]]),
      ]
      const link = `${accountsOrigin}/orders/${order}/parcel`
      return isJapanese
        ? {
            subject: `${marketName} 荷物が発送されました`,
            blocks: [
              'ご注文の荷物を、出店者が発送しました。',
              { rows },
              'お届け先は、この日から30日後に消えます。',
              { link, label: '荷物を見る' },
            ],
          }
        : {
            subject: `Your parcel from ${marketName} is on its way`,
            blocks: [
              'The seller has sent a parcel of your order.',
              { rows },
              'Where it goes is destroyed 30 days from then.',
              { link, label: 'See the parcel' },
            ],
          }
    },
  }),
} as const
