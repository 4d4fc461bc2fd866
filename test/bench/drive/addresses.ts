/** Loopback addresses one after the other, none twice in 60,000: limits count by address. */
export function loopbackAddresses(): () => string {
  let next = 0
  return () => {
    next = (next + 1) % 60_000
    return `127.7.${1 + Math.floor(next / 250)}.${1 + (next % 250)}`
  }
}
