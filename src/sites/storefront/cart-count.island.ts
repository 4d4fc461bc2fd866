/** Says beside the cart how much lies in it; the pages themselves are the same for everybody. */
async function showCount(): Promise<void> {
  const slot = document.querySelector<HTMLElement>('[data-slot="cart-count"]')
  if (!slot) return
  const answer = await fetch('/cart/count', { headers: { accept: 'application/json' } })
  if (!answer.ok) return
  const { count } = (await answer.json()) as { count: number }
  slot.textContent = count > 0 ? String(count) : ''
  slot.hidden = count === 0
}

void showCount().catch(() => {})
// A page that comes back from the browser's memory shows an old count.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) void showCount().catch(() => {})
})
