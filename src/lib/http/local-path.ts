const longestPath = 500

/**
 * The path and query if the text is an address of this very site, else undefined.
 *
 * What a link says about where to go next is a stranger's word: another host, a scheme, or a
 * backslash that browsers read as a slash is refused.
 */
export function localPath(text: string | undefined): string | undefined {
  if (!text || text.length > longestPath) return undefined
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text)) return undefined
  const url = new URL(text, 'http://here.invalid')
  // Dots may fold up to a second slash at the front, and that is another host again.
  const isHere = url.origin === 'http://here.invalid' && !url.pathname.startsWith('//')
  return isHere ? url.pathname + url.search : undefined
}
