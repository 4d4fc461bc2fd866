import type { Book } from './book.ts'
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
  const ready: News[] = []
  const timers = new Map<string, NodeJS.Timeout>()
  const watchers = new Map<string, () => void>()
  let inFlight = 0
  let stopped = false

  function schedule(news: News, millis: number): void {
    if (stopped) return
    const { id } = news.event
    clearTimeout(timers.get(id))
    const timer = setTimeout(() => {
      timers.delete(id)
      ready.push(news)
      pump()
    }, millis)
    timers.set(id, timer)
  }

  function pump(): void {
    while (inFlight < mostInFlight && ready.length > 0) {
      const news = ready.shift()!
      if (news.state !== 'waiting') continue
      inFlight += 1
      void deliver(news).finally(() => {
        inFlight -= 1
        pump()
      })
    }
  }

  async function deliver(news: News): Promise<void> {
    if (await send(book, settings, news)) {
      if (news.state !== 'delivered') await end(book, news, 'delivered')
      watchers.get(news.event.id)?.()
    } else if (news.tries >= mostTries) {
      await end(book, news, 'given-up')
    } else if (news.state === 'waiting') {
      schedule(news, Math.min(settings.backoffMillis * 2 ** (news.tries - 1), longestBackoffMillis))
    }
  }

  function begin(news: News): void {
    schedule(news, Math.max(0, Date.parse(news.notBefore) - book.clock().getTime()))
  }

  for (const news of book.state.news.values()) if (news.state === 'waiting') begin(news)
  book.onCommitted((facts) => {
    for (const fact of facts) if (isNews(fact)) begin(book.state.news.get(fact.event.id)!)
  })

  return {
    async hurry() {
      const all = [...book.state.news.values()]
      const open = all.filter((each) => each.state === 'waiting' || each.state === 'given-up')
      for (let from = 0; from < open.length; from += mostInFlight) {
        await Promise.all(open.slice(from, from + mostInFlight).map(deliver))
      }
    },
    taken(event, timeoutMillis) {
      if (book.state.news.get(event)?.state === 'delivered') return Promise.resolve()
      return new Promise((resolve) => {
        const timer = setTimeout(over, timeoutMillis)
        function over() {
          clearTimeout(timer)
          watchers.delete(event)
          resolve()
        }
        watchers.set(event, over)
      })
    },
    stop() {
      stopped = true
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
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
