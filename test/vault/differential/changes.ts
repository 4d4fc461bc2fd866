import type { Case, Draft } from './cases.ts'
import type { Dice } from './dice.ts'

type Before = (draft: Draft, dice: Dice) => void
type After = (made: Case & { done: string[] }, dice: Dice) => void

export interface Changes {
  before: Before
  after: After
  clientText(draft: Draft, dice: Dice): Buffer
}

const client = (part: Record<string, unknown>): Before => {
  return (draft) => Object.assign(draft.client, part)
}

/** What is wrong already when the authenticator signs, so that only the checks can notice. */
const lies: Record<string, Before> = {
  origin: (draft, dice) => {
    draft.client.origin = dice.pick([
      'https://account.market.example.evil.example',
      'https://market.example',
      'http://account.market.example',
      'https://account.market.example:8443',
      'https://account.market.example/',
      'https://ACCOUNT.market.example',
      '',
      null,
    ])
  },
  type: (draft, dice) => {
    const other = draft.client.type === 'webauthn.get' ? 'webauthn.create' : 'webauthn.get'
    draft.client.type = dice.pick([other, 'webauthn.GET', 'payment.get', '', 1])
  },
  challenge: (draft, dice) => {
    const text = draft.challenge.toString('base64url')
    draft.client.challenge = dice.pick([
      dice.bytes(32).toString('base64url'),
      text.slice(0, -1),
      `${text}=`,
      draft.challenge.toString('hex'),
      text.toLowerCase(),
      [text],
      undefined,
    ])
  },
  'cross-origin': client({ crossOrigin: true }),
  'cross-origin, as a word': (draft, dice) => {
    draft.client.crossOrigin = dice.pick(['false', 'true', 0, 1, null, ''])
  },
  'no cross-origin': client({ crossOrigin: undefined }),
  'top origin': (draft, dice) => {
    draft.client.topOrigin = dice.pick(['https://account.market.example', 'https://x.example', ''])
  },
  'token binding': (draft, dice) => {
    const status = dice.pick(['present', 'supported', 'no such'])
    draft.client.tokenBinding = dice.pick([{ status }, 'present'])
  },
  'more client data': client({ other_keys_can_be_added_here: 'ünd more', androidPackageName: 'x' }),
  'relying party': (draft, dice) => {
    draft.host = dice.pick(['market.example', 'account.market.example.', 'x', ''])
  },
  flags: (draft, dice) => {
    draft.flags = dice.below(256)
  },
  'nobody there': (draft) => {
    draft.flags &= ~0x01
  },
  'nobody verified': (draft) => {
    draft.flags &= ~0x04
  },
  'backed up, not able to be': (draft) => {
    draft.flags = (draft.flags & ~0x08) | 0x10
  },
  counter: (draft, dice) => {
    draft.count = dice.pick([0, 1, 5, 6, 7])
    draft.storedCount = dice.pick([0, 1, 5, 6])
  },
  extensions: (draft, dice) => {
    draft.flags |= 0x80
    draft.extensions = Buffer.from(
      dice.pick([
        'a16b6372656450726f7465637402',
        'a16b686d61632d736563726574f5',
        'a0',
        'a2616101616282f4f6',
        'a1616144deadbeef',
        '',
        '01',
        'a1',
        'a16b6372656450726f74656374',
        'a16161ff',
        'bf616101ff',
        'a1616118',
        'a1616119ffff',
        'a1780161f5',
      ]),
      'hex',
    )
  },
  'extensions nobody announced': (draft) => {
    draft.extensions = Buffer.from('a16b6372656450726f7465637402', 'hex')
  },
  'more bytes': (draft, dice) => {
    draft.tail = dice.bytes(dice.pick([1, 2, 40]))
  },
}

const bent = (bytes: Buffer, dice: Dice): Buffer => {
  const copy = Buffer.from(bytes)
  if (copy.length === 0) return copy
  const at = dice.below(copy.length)
  copy[at] = copy[at]! ^ (1 << dice.below(8))
  return copy
}

const liesOfNew: Record<string, Before> = {
  ...lies,
  'another id': (draft, dice) => {
    draft.writtenId = dice.pick([dice.bytes(32), draft.writtenId.subarray(1), Buffer.alloc(0)])
  },
  'a short id': (draft, dice) => {
    draft.credential = dice.bytes(dice.pick([1, 8, 15]))
    draft.writtenId = draft.credential
  },
  'a bent key': (draft, dice) => {
    draft.writtenKey = bent(draft.writtenKey, dice)
  },
  'a cut key': (draft, dice) => {
    draft.writtenKey = draft.writtenKey.subarray(0, dice.below(draft.writtenKey.length))
  },
}

const derOf = (r: Buffer, s: Buffer) =>
  Buffer.concat([
    Buffer.of(0x30, r.length + s.length + 4, 2, r.length),
    r,
    Buffer.of(2, s.length),
    s,
  ])

/** What happens to it on its way, after it was signed. */
const harms: Record<string, After> = {
  'a bit of the signature': (made, dice) => {
    made.signature = bent(made.signature, dice)
  },
  'a bit of the data': (made, dice) => {
    made.authenticatorData = bent(made.authenticatorData, dice)
  },
  'a bit of the client data': (made, dice) => {
    made.clientData = bent(made.clientData, dice)
  },
  'a cut signature': (made, dice) => {
    made.signature = made.signature.subarray(0, dice.below(made.signature.length))
  },
  'a longer signature': (made, dice) => {
    made.signature = Buffer.concat([made.signature, dice.bytes(dice.pick([1, 8]))])
  },
  'cut data': (made, dice) => {
    made.authenticatorData = made.authenticatorData.subarray(0, dice.below(60))
  },
  'longer data': (made, dice) => {
    made.authenticatorData = Buffer.concat([made.authenticatorData, dice.bytes(1)])
  },
  'cut client data': (made, dice) => {
    made.clientData = made.clientData.subarray(0, dice.below(made.clientData.length))
  },
  'a signature of nothing': (made, dice) => {
    made.signature = dice.pick([
      Buffer.alloc(0),
      Buffer.alloc(64),
      derOf(Buffer.of(0), Buffer.of(0)),
      derOf(Buffer.of(1), Buffer.of(1)),
    ])
  },
  'numbers written long': (made) => {
    if (made.key.algorithm !== -7) return
    const r = made.signature.subarray(4, 4 + made.signature[3]!)
    const s = made.signature.subarray(6 + r.length)
    made.signature = derOf(Buffer.concat([Buffer.of(0), r]), s)
  },
}

/** What may be done to an assertion, or to a registration, whose signature nobody looks at. */
export function changesOf(isNew: boolean): Changes {
  const before = isNew ? liesOfNew : lies
  const after = isNew
    ? Object.fromEntries(Object.entries(harms).filter(([name]) => !name.includes('signature')))
    : harms
  return {
    before: (draft, dice) => {
      const name = dice.pick(Object.keys(before))
      draft.done.push(name)
      before[name]!(draft, dice)
    },
    after: (made, dice) => {
      const name = dice.pick(Object.keys(after))
      made.done.push(name)
      after[name]!(made, dice)
    },
    clientText: ({ client, done }, dice) => {
      const text = Buffer.from(JSON.stringify(client))
      const odd = dice.below(40)
      if (odd > 2) return text
      done.push(['byte order mark', 'broken UTF-8', 'not an object'][odd]!)
      if (odd === 0) return Buffer.concat([Buffer.from('efbbbf', 'hex'), text])
      if (odd === 2) return Buffer.from(dice.pick(['[]', 'null', '""', '{}', '7']))
      const { type, ...rest } = client
      const broken = JSON.stringify({ type, x: '\u0001', ...rest }).replace('\\u0001', '\u00ff')
      return Buffer.from(broken, 'latin1')
    },
  }
}
