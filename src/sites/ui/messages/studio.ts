import type { Area } from './phrase.ts'

const fileRefusalsJa: Readonly<Record<string, string>> = {
  empty: 'ファイルが空です。',
  'kind-unknown':
    'この種類のファイルはお取り扱いしていません。EPUB、PDF、ZIP、画像、音声、動画などをお使いください。',
  'kind-and-name-differ':
    'ファイルの中身と拡張子が合いません。正しい拡張子にしてからお送りください。',
  'archive-broken': '圧縮ファイルが壊れています。作り直してお送りください。',
  'archive-too-many-files': '圧縮ファイルの中のファイルが多すぎます。分けてお送りください。',
  'archive-inflates': '展開すると大きくなりすぎる圧縮ファイルです。分けてお送りください。',
  'archive-unsafe-name': '圧縮ファイルの中に、安全でない名前のファイルがあります。',
  'picture-broken': '画像が壊れていて読めません。別の画像をお送りください。',
  'picture-too-large': '画像が大きすぎます。40MB、1億画素までの画像をお送りください。',
  'picture-kind': 'JPEG、PNG、WebP、AVIF、GIF、HEICの画像をお送りください。',
}
const fileRefusalsEn: Readonly<Record<string, string>> = {
  empty: 'The file is empty.',
  'kind-unknown':
    'This kind of file is not sold here. Use EPUB, PDF, ZIP, pictures, audio or video.',
  'kind-and-name-differ':
    'The content is not what the name says. Give it the right ending and send it again.',
  'archive-broken': 'The archive is broken. Make it again and send it again.',
  'archive-too-many-files': 'The archive holds too many files. Send it in parts.',
  'archive-inflates': 'The archive grows too large when unpacked. Send it in parts.',
  'archive-unsafe-name': 'The archive holds a file with an unsafe name.',
  'picture-broken': 'The picture is broken. Please send another.',
  'picture-too-large': 'The picture is too large: up to 40 MB and 100 megapixels, please.',
  'picture-kind': 'Please send JPEG, PNG, WebP, AVIF, GIF or HEIC.',
}

/** Studio: the shop page, the work form, files and pictures. Money is in studio-money.ts. */
export const studio = {
  title: { ja: 'スタジオ', en: 'Studio' },
  overview: { ja: '概要', en: 'Overview' },
  works: { ja: '作品', en: 'Works' },
  orders: { ja: '注文', en: 'Orders' },
  balance: { ja: '売上残高', en: 'Balance' },
  shopPage: { ja: 'ショップページ', en: 'Shop page' },
  disclosure: { ja: '特定商取引法の表記', en: 'Legal notice' },
  needsScript: {
    ja: 'スタジオではファイルのアップロードとパスキーにJavaScriptを使います。有効にしてからご利用ください。',
    en: 'The studio uses JavaScript for uploads and passkeys. Please turn it on.',
  },

  openTitle: { ja: '出店する', en: 'Open your shop' },
  openLead: {
    ja: 'ページの名前とアドレスを決めれば、すぐに作品を登録できます。',
    en: 'Choose a name and an address and you can list your first work at once.',
  },
  openDo: { ja: 'ショップを開く', en: 'Open the shop' },
  name: { ja: '名前', en: 'Name' },
  nameHint: {
    ja: '作者名または店名。ページの見出しになります。',
    en: 'Your creator or shop name, shown at the top of the page.',
  },
  handle: { ja: 'ページのアドレス', en: 'Page address' },
  handleHint: {
    ja: '半角の英小文字・数字・ハイフン、3〜40文字。あとから変えられません。',
    en: 'Small letters, digits and hyphens, 3 to 40. It cannot be changed later.',
  },
  handleTaken: {
    ja: 'このアドレスはすでに使われています。別のものをお選びください。',
    en: 'This address is taken. Please choose another.',
  },
  kind: { ja: '出店の種類', en: 'Kind' },
  kindCreator: { ja: '作者として出品する', en: 'A creator: I sell my own works' },
  kindShop: { ja: 'ショップとして出品する', en: 'A shop: I sell works for others' },
  introduction: { ja: '紹介文', en: 'Introduction' },
  introductionHint: {
    ja: 'Markdownが使えます。4,000文字まで。',
    en: 'Markdown is welcome; up to 4,000 characters.',
  },
  shopPicture: { ja: 'ショップの画像', en: 'Shop picture' },
  seeWork: { ja: 'お店での表示を見る', en: 'See it in the shop' },
  seeShop: { ja: 'ショップページを見る', en: 'See your shop page' },

  worksNone: { ja: 'まだ作品がありません', en: 'No works yet' },
  worksNoneHint: { ja: '最初の作品を登録してみましょう。', en: 'List your first one.' },
  newWork: { ja: '作品を登録する', en: 'List a new work' },
  editWork: { ja: '作品を編集する', en: 'Edit the work' },
  workTitle: { ja: '作品名', en: 'Title' },
  description: { ja: '説明', en: 'Description' },
  descriptionHint: {
    ja: 'Markdownが使えます。メールアドレスなどの個人情報は書けません。',
    en: 'Markdown is welcome. Personal details such as e-mail addresses are not accepted.',
  },
  category: { ja: 'カテゴリー', en: 'Category' },
  language: { ja: '作品の言語', en: 'Language of the work' },
  tags: { ja: 'タグ', en: 'Tags' },
  tagsHint: { ja: '読点かコンマで区切って10個まで。', en: 'Up to ten, separated by commas.' },
  price: { ja: '価格（税込）', en: 'Price, tax included' },
  priceHint: { ja: '50円以上。税込の総額です。', en: '50 yen or more, tax included.' },
  currency: { ja: '通貨', en: 'Currency' },
  ships: { ja: '品物も郵送する', en: 'It also comes by post' },
  shipsHint: {
    ja: '冊子など、ファイルのほかに送る品があるとき。送料は価格に含めてください。購入の前にお届け先をうかがいます。あとから変えられません。',
    en: 'When a printed copy or the like is sent beside the file. The price includes postage; buyers are asked where to send it before they pay. It cannot be changed later.',
  },
  stock: { ja: '販売数の上限', en: 'Copies on sale' },
  stockHint: { ja: '空欄なら上限なし。', en: 'Leave empty for no limit.' },
  youReceive: {
    ja: (share: string, rate: string) =>
      `1点につき${share}があなたの売上になります（手数料${rate}）`,
    en: (share: string, rate: string) => `You receive ${share} for each copy (commission ${rate})`,
  },

  files: { ja: 'お渡しするファイル', en: 'Files for the buyer' },
  filesHint: {
    ja: '1ファイル数GBまで。途中で切れても続きから送れます。',
    en: 'Several GB each. A broken upload goes on where it stopped.',
  },
  filesNone: { ja: 'ファイルはまだありません。', en: 'No files yet.' },
  fileName: { ja: 'ファイル名', en: 'File' },
  fileSize: { ja: 'サイズ', en: 'Size' },
  fileState: { ja: '確認', en: 'Check' },
  addFiles: { ja: 'ファイルを選ぶ', en: 'Choose files' },
  dropHere: { ja: 'ここにファイルを置いても追加できます', en: 'or drop them here' },
  uploading: { ja: (name: string) => `${name}を送信中`, en: (name: string) => `Uploading ${name}` },
  uploaded: {
    ja: (done: string, all: string) => `${all}のうち${done}`,
    en: (done: string, all: string) => `${done} of ${all}`,
  },
  uploadPause: { ja: '一時停止', en: 'Pause' },
  uploadResume: { ja: '再開', en: 'Resume' },
  uploadRetrying: {
    ja: '接続が切れました。自動で続きを送ります。',
    en: 'The connection broke. We go on by ourselves.',
  },
  uploadFailed: {
    ja: '送信できませんでした。もう一度お試しください。',
    en: 'The upload failed. Please try again.',
  },
  checking: { ja: '内容を確認中', en: 'Being checked' },
  checked: { ja: '確認済み', en: 'Checked' },
  fileRefused: { ja: 'お取り扱いできないファイル', en: 'Not accepted' },

  fileRefusals: {
    ja: (reason: string) => fileRefusalsJa[reason] ?? 'このファイルはお取り扱いできません。',
    en: (reason: string) => fileRefusalsEn[reason] ?? 'This file is not accepted.',
  },
  removeFile: { ja: '外す', en: 'Remove' },
  pictureMaking: { ja: '画像を準備しています', en: 'The picture is being made' },
  addPictures: { ja: '画像を選ぶ', en: 'Choose pictures' },

  pictures: { ja: '表紙と見本の画像', en: 'Cover and samples' },
  picturesHint: {
    ja: 'JPEG、PNG、WebP、AVIF、HEIC。撮影場所などの情報は取り除かれます。',
    en: 'JPEG, PNG, WebP, AVIF or HEIC. Location and camera data are removed.',
  },
  cover: { ja: '表紙', en: 'Cover' },
  samples: { ja: '見本', en: 'Samples' },
  makeCover: { ja: '表紙にする', en: 'Make this the cover' },
  alt: { ja: '画像の説明', en: 'Describe the picture' },
  altHint: {
    ja: '画像を見られない方に伝わる一文を。',
    en: 'One sentence for people who cannot see it.',
  },

  save: { ja: '下書きを保存', en: 'Save draft' },
  saveChanges: { ja: '変更を保存', en: 'Save changes' },
  previewOnly: {
    ja: 'これはプレビューです。あなた以外には見えません。',
    en: 'This is a preview; nobody but you can see it.',
  },
  preview: { ja: 'プレビュー', en: 'Preview' },
  publish: { ja: '公開する', en: 'Publish' },
  publishTitle: { ja: 'この内容で公開しますか', en: 'Publish this work?' },
  publishHint: { ja: '公開するとすぐに購入できるようになります。', en: 'It goes on sale at once.' },
  publishNeeds: { ja: '公開の前に必要なもの', en: 'Before you can publish' },
  needFile: { ja: '確認済みのファイルがひとつ以上', en: 'At least one checked file' },
  needCover: { ja: '表紙の画像', en: 'A cover picture' },
  needDisclosure: { ja: '特定商取引法の表記', en: 'Your legal notice' },
  published: { ja: '公開しました。', en: 'Published.' },
  newEdition: { ja: '新しい版として公開', en: 'Publish as a new edition' },
  newEditionHint: {
    ja: 'これまでの購入者も新しい版を受け取れます。',
    en: 'People who already bought it can download the new edition too.',
  },
  withdraw: { ja: '公開をやめる', en: 'Take down' },
  withdrawTitle: { ja: 'この作品の公開をやめますか', en: 'Take this work down?' },
  withdrawHint: {
    ja: 'お店には出なくなります。購入済みの方は引き続きダウンロードできます。',
    en: 'It leaves the shop. People who bought it can still download it.',
  },
  withdrawn: { ja: '公開をやめました。', en: 'Taken down.' },
  changedElsewhere: {
    ja: '別の画面で先に変更されています。最新の内容を確認してからやり直してください。',
    en: 'This was changed in another window. Look at the latest version, then try again.',
  },
  soldHead: { ja: '販売数', en: 'Sold' },
} satisfies Area
