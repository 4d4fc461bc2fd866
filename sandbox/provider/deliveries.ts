import type { Book } from './book.ts'
import { dueWork } from './due.ts'
import { post } from './post.ts'
import type { Fact, News } from './record.ts'
import { signatureHeader } from './signature.ts'

const mostInFlight = 32
const mostTries = 60
const longestBackoffMillis = 30_000
const answerTimeoutMillis = 10_000

export interface Deliveries {
  /** Sends all that waits, now, also what was meant for later or given up; resolves when tried. */
  hurry(): Promise<void>
  /** Resolves when the shop has taken this event, or after the time. */
  taken(event: string, timeoutMillis: number): Promise<void>
  stop(): void
}

export interface DeliverySettings {
  url: URL
  secret: string
  /** First wait after a refused delivery; doubles with every try, to 30 seconds. */
  backoffMillis: number
}

/**
 * Brings news to the shop: at least once, in no promised order, again and again with growing
 * pauses until it is taken. What waited when the program died is sent after the next start.
 */
export function startDeliveries(book: Book, settings: DeliverySettings): Deliveries {
  const { news } = book.state
  const watchers = new Map<string, () => void>()
  const due = dueWork<News>(mostInFlight, async (each) => {
    if (each.state === 'waiting') await deliver(each)
  })

  async function deliver(each: News): Promise<void> {
    if (await send(book, settings, each)) {
      if (each.state !== 'delivered') await end(book, each, 'delivered')
      watchers.get(each.event.id)?.()
    } else if (each.tries >= mostTries) {
      await end(book, each, 'given-up')
    } else if (each.state === 'waiting') {
      due.after(pauseMillis(settings, each), each.event.id, each)
    }
  }

  function begin(each: News): void {
    const wait = Date.parse(each.notBefore) - book.clock().getTime()
    due.after(Math.max(0, wait), each.event.id, each)
  }

  for (const each of news.values()) if (each.state === 'waiting') begin(each)
  book.onCommitted((facts) => {
    for (const fact of facts) if (isNews(fact)) begin(news.get(fact.event.id)!)
  })
  return {
    async hurry() {
      const open = [...news.values()].filter(isOpen)
      for (let from = 0; from < open.length; from += mostInFlight) {
        await Promise.all(open.slice(from, from + mostInFlight).map(deliver))
      }
    },
    async taken(event, timeoutMillis) {
      if (news.get(event)?.state === 'delivered') return
      await watched(watchers, event, timeoutMillis)
    },
    stop: due.stop,
  }
}

function watched(watchers: Map<string, () => void>, event: string, millis: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(over, millis)
    function over() {
      clearTimeout(timer)
      watchers.delete(event)
      resolve()
    }
    watchers.set(event, over)
  })
}

function pauseMillis({ backoffMillis }: DeliverySettings, { tries }: News): number {
  return Math.min(backoffMillis * 2 ** (tries - 1), longestBackoffMillis)
}

function isOpen({ state }: News): boolean {
  return state === 'waiting' || state === 'given-up'
}

function isNews(fact: Fact): fact is Extract<Fact, { kind: 'news' }> {
  return fact.kind === 'news' && fact.plan !== 'never'
}

/** True when the shop took it; an event planned twice goes out twice at the same moment. */
async function send(book: Book, settings: DeliverySettings, news: News): Promise<boolean> {
  news.tries += 1
  const body = JSON.stringify(news.event)
  const copies = news.plan === 'twice' && news.tries === 1 ? 2 : 1
  const answers = await Promise.allSettled(
    Array.from({ length: copies }, () =>
      post({
        url: settings.url,
        body,
        headers: {
          'content-type': 'application/json',
          'sandbox-signature': signatureHeader(settings.secret, body, book.clock()),
        },
        timeoutMillis: answerTimeoutMillis,
      }),
    ),
  )
  return answers.some((each) => each.status === 'fulfilled' && isTaken(each.value))
}

function isTaken(status: number): boolean {
  return status >= 200 && status < 300
}

async function end(book: Book, news: News, state: 'delivered' | 'given-up'): Promise<void> {
  await book.commit([{ kind: 'news-ended', event: news.event.id, state, tries: news.tries }])
}
