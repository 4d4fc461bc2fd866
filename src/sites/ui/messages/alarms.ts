import type { Area } from './phrase.ts'

/** What an alarm says, by its kind (trust/letters/templates.ts), as operators read it. */
export const alarmKinds = {
  'page-changed': {
    ja: 'お支払いページが公開した内容と違います',
    en: 'The payment page differs from the release',
  },
  'page-away': { ja: 'お支払いページに届きません', en: 'The payment page cannot be reached' },
  'log-rolled-back': { ja: '公開ログが巻き戻されています', en: 'The public log was rolled back' },
  'log-forked': { ja: '公開ログが書き換えられています', en: 'The public log was rewritten' },
  'log-away': { ja: '公開ログに届きません', en: 'The public log cannot be reached' },
  'log-still': { ja: '公開ログが止まっています', en: 'The public log stands still' },
  'log-key-other': {
    ja: '公開ログが、見張りの知らない鍵で署名されています',
    en: 'The public log is signed by a key the monitor does not know',
  },
  'witness-away': {
    ja: '公開ログに、見張りの確認の署名が付いていません',
    en: 'The witness no longer signs the public log',
  },
  'ledger-broken': {
    ja: '消去の台帳が、公開ログと一致しません',
    en: 'The ledger of what was destroyed is not the one the log tells of',
  },
  'seal-broken': {
    ja: '個人情報の封印が壊れているか、差し替えられています',
    en: 'A personal record was changed or moved',
  },
  'over-quota': {
    ja: '個人情報の開封が上限を超え、止められました',
    en: 'Too many openings of personal data; they are refused',
  },
  'person-over-quota': {
    ja: '何人もの情報が、一人あたりの上限を超えて求められました',
    en: 'Several people’s data was asked for beyond the limit for one person',
  },
  'without-fact': {
    ja: '許可のない開封が、くり返し試みられています',
    en: 'Openings that nothing allows are tried again and again',
  },
  'session-refused': {
    ja: '存在しない、または別のサイトのログインの鍵が、くり返し使われています',
    en: 'Unknown or foreign sessions are tried again and again',
  },
  'canary-opened': {
    ja: '実在しない会員（カナリア）の情報が開かれました',
    en: 'A canary, a member who does not exist, was opened',
  },
  'canary-mailed': {
    ja: '実在しない会員（カナリア）にメールが届きました',
    en: 'A canary, a member who does not exist, was written to',
  },
  'certificate-ends': {
    ja: 'サーバー間の証明書の期限が近づいています（dozo certificates）',
    en: 'A certificate for calls between hosts ends soon (dozo certificates)',
  },
  'letter-set-aside': {
    ja: 'このバージョンが知らないメールを、送らずに取り置いています',
    en: 'Letters that this release does not know are kept and not sent',
  },
  'letter-left-out': {
    ja: '知らない誰かが、くり返しメールを送らせています',
    en: 'Somebody has letters sent to mailboxes again and again; some are not sent',
  },
  'alarm-left-out': {
    ja: '見張りの警報が多すぎるため、一部を送っていません',
    en: 'The monitor raises so many alarms that some are not sent',
  },
  'clock-doubted': {
    ja: '時計が疑わしいため、期限による消去を止めています（dozo vault clock）',
    en: 'The clock is in doubt: nothing that is due is destroyed (dozo vault clock)',
  },
} satisfies Area
