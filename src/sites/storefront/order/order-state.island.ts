const firstWaitMillis = 1_500
const longestWaitMillis = 15_000
const giveUpMillis = 30 * 60 * 1000

/** Looks whether the money has come, ever more slowly, and opens the page again when it has. */
async function watch(): Promise<void> {
  const place = document.querySelector<HTMLElement>('[data-order]')
  const { order, orderState } = place?.dataset ?? {}
  if (!order) return
  const until = Date.now() + giveUpMillis
  for (
    let wait = firstWaitMillis;
    Date.now() < until;
    wait = Math.min(wait * 1.2, longestWaitMillis)
  ) {
    await new Promise((resolve) => setTimeout(resolve, wait))
    if (document.hidden) continue
    const state = await stateOf(order)
    if (state && state !== orderState) return location.reload()
  }
}

async function stateOf(order: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`/orders/${order}/state`, {
      headers: { accept: 'application/json' },
    })
    return answer.ok ? ((await answer.json()) as { state: string }).state : undefined
  } catch {
    return undefined
  }
}

void watch()
