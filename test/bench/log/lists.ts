import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { connect } from '#lib/call/connect.ts'
import { systemIds } from '#lib/ids.ts'
import { calls } from '#processes/calls.ts'
import { Authenticator } from '#test/vault/authenticator.ts'
import { listHash } from '#trust/affected/client.ts'
import { actHash } from '#trust/identity/acts.ts'
import type { VaultForAccounts, VaultForConsole, VaultForSupervisor } from '#trust/vault/client.ts'
import { joinedWrites } from '#trust/vault/writes.ts'
import { boundRows, joined } from '../kernel/limit-rows.ts'
import { median, percentile } from '../measure/numbers.ts'
import { readCodes, signIn } from '../people/sign-in.ts'
import type { BenchWish, Row } from '../report/row.ts'
import { openHouse } from '../stage/house.ts'
import { startVault } from '../stage/processes.ts'

const peopleInCall = 250
const callsAtOnce = 3
const recipientsInCall = 500
const openingsPerSecond = 200
/** Of one person 120 in an hour; each round asks every one of these a few times. */
const membersAsking = 100

interface Needs {
  accounts: VaultForAccounts
  console: VaultForConsole
  supervisor: VaultForSupervisor
  sessions: Buffer[]
  pid: number
  writer: pg.Client
}

/** People moved here, told, and opened one at a time, by a vault on its sockets. */
export async function measurePeople(wish: BenchWish): Promise<Row[]> {
  const house = await openHouse()
  try {
    const { pid, runDir } = await startVault(house)
    const open = <C extends keyof typeof calls.vault>(caller: C) => {
      const client = connect(calls.vault[caller], {
        path: join(runDir, `vault/for-${caller}/socket`),
      })
      house.closing.add(client.close)
      return client
    }
    const accounts = open('accounts')
    const mailer = open('mailer')
    const codes = readCodes(mailer)
    house.closing.add(codes.stop)
    const sessions = []
    for (let each = 0; each < membersAsking; each += 10) {
      const people = Array.from({ length: 10 }, () => `${systemIds()}@members.example`)
      const signed = await Promise.all(people.map((address) => signIn(accounts, codes, address)))
      sessions.push(...signed.map(({ session }) => session))
    }
    const writer = new pg.Client({ connectionString: house.urlOf('vault') })
    await writer.connect()
    house.closing.add(() => writer.end())
    const needs = { accounts, console: open('console'), supervisor: open('supervisor') }
    const all = { ...needs, sessions, pid, writer }
    return [
      await pacedOpenings(wish, all),
      await enrolled(wish, all),
      await told(wish, all),
      await memoryOf(all),
    ]
  } finally {
    await house.close()
  }
}

/** So many a second whatever happens; a late one counts from when it should have begun. */
async function pacedOpenings(wish: BenchWish, { accounts, sessions }: Needs): Promise<Row> {
  const rounds: number[][] = []
  for (let round = 0; round < wish.rounds; round += 1) {
    const began = performance.now()
    const count = Math.min(wish.seconds, 10) * openingsPerSecond
    const millis = await Promise.all(
      Array.from({ length: count }, async (_, at) => {
        const due = began + (at * 1000) / openingsPerSecond
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))
        await accounts.myContact({ session: sessions[at % sessions.length]! })
        return performance.now() - due
      }),
    )
    rounds.push(millis)
    wish.say(`  a durable opening, p99 ${percentile(millis, 99).toFixed(1)} ms`)
  }
  const p99s = rounds.map((round) => percentile(round, 99))
  return {
    bench: 'log',
    what: `a durable opening at ${openingsPerSecond} a second, p99`,
    unit: 'ms',
    reached: median(p99s),
    rounds: p99s,
    aim: { kind: 'at-most', aim: 50, enough: 50 },
    details: { 'p50 ms': percentile(rounds.flat(), 50), 'p95 ms': percentile(rounds.flat(), 95) },
  }
}

const whole = { people: 561_625, seconds: 180 }

async function enrolled(wish: BenchWish, needs: Needs): Promise<Row> {
  const count = wish.large ? whole.people : 20_000
  const rounds = wish.large ? 1 : wish.rounds
  const rates: number[] = []
  const bare: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    rates.push(await enrol(count, needs, wish.say))
    bare.push(await bareRows(Math.min(count, 20_000), needs.writer))
    wish.say(`  people enrolled: ${Math.round(rates.at(-1)!)} a second`)
  }
  const reached = whole.people / median(rates)
  return {
    bench: 'log',
    what: `${whole.people.toLocaleString('en')} people enrolled in lists of ${peopleInCall}`,
    unit: 'seconds',
    reached,
    rounds: rates.map((rate) => whole.people / rate),
    aim: { kind: 'at-most', aim: whole.seconds, enough: whole.seconds },
    details: {
      'people per second': median(rates),
      'per second: the same rows alone': median(bare),
      measured: `with ${count.toLocaleString('en')} people`,
    },
  }
}

async function enrol(count: number, { supervisor }: Needs, say: (line: string) => void) {
  const mark = systemIds()
  const began = performance.now()
  let next = 0
  const work = async () => {
    while (next < count) {
      const from = next
      next = Math.min(count, from + peopleInCall)
      const addresses = Array.from(
        { length: next - from },
        (_, at) => `m.${from + at}@${mark}.example`,
      )
      await supervisor.importPeople({ addresses })
      if (next % 50_000 === 0) say(`  ${next} of ${count} people`)
    }
  }
  await Promise.all(Array.from({ length: callsAtOnce }, work))
  return count / ((performance.now() - began) / 1000)
}

/** Rows as wide, in statements as large, with nothing computed: what the database alone does. */
async function bareRows(count: number, writer: pg.Client): Promise<number> {
  let index = 10 ** 12 + Math.floor(Math.random() * 10 ** 9)
  const began = performance.now()
  for (let done = 0; done < count; done += peopleInCall * callsAtOnce) {
    const people = Array.from({ length: peopleInCall * callsAtOnce }, () => {
      const { bindings: _, ...rows } = boundRows(systemIds())
      return rows
    })
    const { name, text, values } = joinedWrites(joined(people, index))
    index += people.length
    await writer.query({ name: `bare-${name}`, text, values })
  }
  const rate = count / ((performance.now() - began) / 1000)
  await writer.query('select 1')
  return rate
}

const recipients = { people: 131_096, seconds: 45 }

async function told(wish: BenchWish, needs: Needs): Promise<Row> {
  const count = wish.large ? recipients.people : 10_000
  const { rows } = await needs.writer.query<{ id: string }>(
    `select subject_id as id from mailboxes where is_member order by subject_id limit $1`,
    [count],
  )
  const lists: string[][] = []
  for (let from = 0; from < rows.length; from += recipientsInCall) {
    lists.push(rows.slice(from, from + recipientsInCall).map(({ id }) => id))
  }
  const osamu = await operator(needs)
  const rates: number[] = []
  for (let round = 0; round < (wish.large ? 1 : wish.rounds); round += 1) {
    const began = performance.now()
    const found = await openLists(needs, osamu, lists)
    if (found !== rows.length) throw new Error(`${found} addresses of ${rows.length} people`)
    rates.push(found / ((performance.now() - began) / 1000))
    wish.say(`  addresses opened: ${Math.round(rates.at(-1)!)} a second`)
  }
  return {
    bench: 'log',
    what: `${recipients.people.toLocaleString('en')} recipients opened by one passkey`,
    unit: 'seconds',
    reached: recipients.people / median(rates),
    rounds: rates.map((rate) => recipients.people / rate),
    aim: { kind: 'at-most', aim: recipients.seconds, enough: recipients.seconds },
    details: {
      'addresses per second': median(rates),
      measured: `with ${rows.length.toLocaleString('en')} people`,
    },
  }
}

interface Operator {
  session: Buffer
  device: Authenticator
}

async function operator({ console, supervisor }: Needs): Promise<Operator> {
  const { link } = await supervisor.firstOperatorLink(undefined)
  if (!link) throw new Error('there is an operator already')
  const device = new Authenticator('http://console.localhost:8080')
  const enrolment = device.enrol(await console.operatorEnrolChallenge({ link }))
  const person = {
    name: 'Osamu',
    address: 'osamu@people.example',
    browser: 'chrome-linux' as const,
  }
  const { session } = await console.enrolOperator({ link, ...person, enrolment })
  return { session, device }
}

async function openLists(
  { console }: Needs,
  { session, device }: Operator,
  lists: string[][],
): Promise<number> {
  const hashes = lists.map(listHash)
  const wish = { requestId: randomUUID(), reason: 'to measure' }
  const named = hashes.map((hash) => hash.toString('hex'))
  const act = actHash({ kind: 'open-recipients', ...wish, lists: named })
  const assertion = device.answer(await console.operatorActChallenge({ session, act }))
  const want = { session, ...wish, lists: hashes, assertion }
  const { passes } = await console.confirmRecipients(want)
  let found = 0
  let next = 0
  const work = async () => {
    while (next < lists.length) {
      const at = next
      next += 1
      const list = { session, people: lists[at]!, pass: passes[at]! }
      const { recipients: opened } = await console.openRecipients(list)
      found += opened.length
    }
  }
  await Promise.all(Array.from({ length: callsAtOnce }, work))
  return found
}

async function memoryOf({ pid }: Needs): Promise<Row> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024
  return {
    bench: 'log',
    what: 'memory of the vault after all of it',
    unit: 'MB',
    reached: megabytes('VmRSS'),
    rounds: [megabytes('VmRSS')],
    details: { 'highest MB': megabytes('VmHWM') },
  }
}
