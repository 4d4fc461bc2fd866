export interface FoundForm {
  action: string
  /** What is in its fields when the page comes. */
  fields: Record<string, string>
}

/** The forms of one of our own pages, whose HTML is regular. */
export function parse(html: string): FoundForm[] {
  return [...html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(
    ([, attributes = '', inside = '']) => {
      const fields: Record<string, string> = {}
      for (const [, input = ''] of inside.matchAll(/<input([^>]*)>/g)) {
        const name = attribute(input, 'name')
        const type = attribute(input, 'type') ?? 'text'
        const isTick = type === 'checkbox' || type === 'radio'
        if (name && (!isTick || /\schecked/.test(input))) {
          fields[name] = attribute(input, 'value') ?? ''
        }
      }
      return { action: attribute(attributes, 'action') ?? '', fields }
    },
  )
}

function attribute(text: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(text)?.[1]
  return found?.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
