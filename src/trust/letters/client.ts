/** What the vault itself can see going wrong. */
export type OwnAlarm =
  | 'seal-broken'
  | 'over-quota'
  | 'without-fact'
  | 'canary-opened'
  | 'canary-mailed'
  | 'witness-away'
  | 'certificate-ends'
  | 'ledger-broken'
  | 'session-refused'
  | 'person-over-quota'
  | 'letter-set-aside'
  | 'letter-left-out'
  | 'alarm-left-out'

/** Tells people; does nothing until the room that writes letters has put itself here. */
export interface Alarms {
  raise(kind: OwnAlarm, what: string): Promise<void>
}
