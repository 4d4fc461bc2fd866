import type { Locale } from '#lib/http/locale.ts'

/** A page of plain words: a heading, and paragraphs under headings of their own. */
export interface HousePage {
  title: string
  lead: string
  parts: { heading: string; text: string[] }[]
}

type House = Record<'about' | 'howToBuy' | 'privacy' | 'terms', Record<Locale, HousePage>>

/** What the market says of itself. An operator's own wording replaces it before opening. */
export const house: House = {
  about: {
    ja: {
      title: 'この市場について',
      lead: '作り手の品を、作り手から直接。蔵のように静かで確かな市場です。',
      parts: [
        {
          heading: '誰のための市場か',
          text: [
            '小説、楽譜、写真、型紙、道具。ひとりで、あるいは小さな店で作られたものが、ここで買えます。',
            '代金から販売手数料を引いた残りは、すべて作り手のものです。手数料の割合は、販売のたびにその明細に固定されます。',
          ],
        },
        {
          heading: '土蔵という名前',
          text: [
            '土蔵は、火事から品を守る商家の蔵です。この市場も、お客さまの大切な情報をお店から離れた金庫にしまい、開けた記録を消せない帳面に残します。',
          ],
        },
      ],
    },
    en: {
      title: 'About this market',
      lead: 'Work by independent makers, bought directly from them, in a quiet and careful place.',
      parts: [
        {
          heading: 'Who it is for',
          text: [
            'Novels, scores, photographs, patterns and tools, made by one person or in a small shop.',
            'What you pay goes to the maker, less a commission. Its rate is frozen on the line of each sale.',
          ],
        },
        {
          heading: 'The name',
          text: [
            'A dozō is the fireproof storehouse of a Japanese merchant. We keep what we must know about you in a vault apart from the shop, and every opening of it in a log that cannot be rewritten.',
          ],
        },
      ],
    },
  },
  howToBuy: {
    ja: {
      title: 'お買い物のしかた',
      lead: '会員登録なしでも、4つの手順で受け取れます。',
      parts: [
        {
          heading: '1. カートに入れる',
          text: [
            'いくつの作り手の作品でも、ひとつのカートでまとめて買えます。表示価格は消費税込みです。',
          ],
        },
        {
          heading: '2. 連絡先を入力する',
          text: [
            'メールアドレスだけで購入できます。アカウントのある方はログインすると、購入した作品がひとつの場所にまとまります。',
            '手続きを始めると、数に限りのある作品と価格をお取り置きします。',
          ],
        },
        {
          heading: '3. 支払う',
          text: [
            'お支払いは決済代行会社のページで行います。カード番号をこの市場のページで入力することは決してありません。別の場所で求められたら、入力せずにお知らせください。',
          ],
        },
        {
          heading: '4. ダウンロードする',
          text: [
            'お支払いを確認すると、注文ページにファイルが並びます。何度でも受け取れます。確認メールのリンクとコードで、ほかの端末でも開けます。',
          ],
        },
        {
          heading: '返品と返金',
          text: [
            'デジタル作品のため、お客さまのご都合による返品はお受けできません。ファイルに不具合があるときは返金します。',
          ],
        },
      ],
    },
    en: {
      title: 'How to buy',
      lead: 'Four steps, with or without an account.',
      parts: [
        {
          heading: '1. Put works into the cart',
          text: ['Works of several makers go into one cart. Prices include tax.'],
        },
        {
          heading: '2. Tell us where to write',
          text: [
            'An e-mail address is enough. With an account, everything you buy is kept in one place.',
            'Limited works and all prices are held for you once you check out.',
          ],
        },
        {
          heading: '3. Pay',
          text: [
            'You pay on the payment provider’s own page. No page of this market ever asks for a card number. If one does, do not type it, and tell us.',
          ],
        },
        {
          heading: '4. Download',
          text: [
            'Your files stand on the order’s page as soon as the payment has arrived, and you can download them as often as you like. On another device, use the link in our mail and a code.',
          ],
        },
        {
          heading: 'Returns and refunds',
          text: [
            'Digital works cannot be returned for a change of mind. If a file is faulty, we refund it.',
          ],
        },
      ],
    },
  },
  privacy: {
    ja: {
      title: '個人情報の取り扱い',
      lead: 'お預かりするものは少なく、開いた記録はすべてお見せします。',
      parts: [
        {
          heading: 'お預かりするもの',
          text: [
            'ご注文の連絡に使うメールアドレスと、お望みのときは領収書の宛名です。出店者の方からは、法律で定められた表記と振込先をお預かりします。',
            'カード番号は決済代行会社だけが扱い、当市場には届きません。検索した言葉は保存しません。',
          ],
        },
        {
          heading: 'しまい方',
          text: [
            'お預かりした情報は、お店とは別の金庫に、一件ごとに別の鍵で暗号化してしまいます。お店の画面や商品データベースからは読めません。',
          ],
        },
        {
          heading: 'ご本人の権利',
          text: [
            'アカウントの「あなたのデータ」で、お預かりしている内容、いつ誰がなぜ開いたか、書き出し、消去の計画をご覧になれます。',
          ],
        },
      ],
    },
    en: {
      title: 'Privacy',
      lead: 'We keep little, and show you every time it is opened.',
      parts: [
        {
          heading: 'What we keep',
          text: [
            'The e-mail address for your order, and a name for the receipt if you want one. From sellers, the statement the law asks for and where to pay them.',
            'Card numbers stay with the payment provider and never reach us. What you search for is not stored.',
          ],
        },
        {
          heading: 'How we keep it',
          text: [
            'In a vault apart from the shop, each record under a key of its own. Neither the shop’s pages nor its database can read it.',
          ],
        },
        {
          heading: 'Your rights',
          text: [
            'Under “Your data” in your account you see what is kept, who opened it when and why, can export it, and can see a plan of erasure before it runs.',
          ],
        },
      ],
    },
  },
  terms: {
    ja: {
      title: '利用規約',
      lead: 'お買い物の前に知っていただきたいことです。',
      parts: [
        {
          heading: '契約',
          text: [
            '作品の売買契約は、お客さまと出店者の間で、お支払いが完了した時に成立します。当市場は場を提供し、代金をお預かりします。',
          ],
        },
        {
          heading: '使える範囲',
          text: [
            '購入した作品は、作品ページに別の定めがないかぎり、ご本人が個人的に使えます。複製して配ることはできません。',
          ],
        },
        {
          heading: '出店者の表記',
          text: ['特定商取引法に基づく表記は、それぞれの作品と出店者のページから開けます。'],
        },
      ],
    },
    en: {
      title: 'Terms of use',
      lead: 'What to know before you buy.',
      parts: [
        {
          heading: 'The contract',
          text: [
            'You buy from the seller of the work; the contract is made when your payment is complete. The market provides the place and takes the money for the seller.',
          ],
        },
        {
          heading: 'What you may do',
          text: [
            'Unless its page says otherwise, a work is for your own personal use. It may not be copied for others.',
          ],
        },
        {
          heading: 'Who sells',
          text: ['The seller’s legal notice can be opened from each work and each seller’s page.'],
        },
      ],
    },
  },
}
