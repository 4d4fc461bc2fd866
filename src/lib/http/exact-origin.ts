/** The text itself if it is an origin and nothing more; RangeError otherwise. */
export function exactOrigin(text: string): string {
  if (!URL.canParse(text) || new URL(text).origin !== text) {
    throw new RangeError(`not an origin: ${text}`)
  }
  return text
}
