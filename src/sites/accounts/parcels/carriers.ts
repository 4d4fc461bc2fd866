import type { View } from '#sites/ui/view.ts'

/** As trust/vault/kinds.ts lists them. */
export const carriers = ['yamato', 'sagawa', 'japan-post', 'seino', 'fukutsu', 'other'] as const

const names = {
  yamato: { ja: 'ヤマト運輸', en: 'Yamato Transport' },
  sagawa: { ja: '佐川急便', en: 'Sagawa Express' },
  'japan-post': { ja: '日本郵便', en: 'Japan Post' },
  seino: { ja: '西濃運輸', en: 'Seino Transportation' },
  fukutsu: { ja: '福山通運', en: 'Fukuyama Transporting' },
  other: { ja: 'その他', en: 'Another carrier' },
} satisfies Record<(typeof carriers)[number], Record<View['locale'], string>>

/** What a carrier is called; empty where none was named. */
export function carrierName(carrier: '' | (typeof carriers)[number], locale: View['locale']) {
  return carrier === '' ? '' : names[carrier][locale]
}
