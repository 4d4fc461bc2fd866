/** A form as it stands on a page, with what its fields hold already. */
export interface PageForm {
  method: string
  /** Where it leads, whole. */
  action: string
  fields: Record<string, string>
  /** Every name a person or script may fill, with its control's type. */
  names: Record<string, string>
  attributes: Record<string, string>
}

/** All forms of a page, as a browser without scripts would send them. */
export function formsIn(html: string, pageUrl: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head, inner]) => {
    const attributes = attributesOf(head!)
    const form: PageForm = {
      method: (attributes.method ?? 'get').toLowerCase(),
      action: new URL(attributes.action ?? pageUrl, pageUrl).href,
      fields: {},
      names: {},
      attributes,
    }
    for (const control of controlsIn(inner!)) addControl(form, control)
    return form
  })
}

interface Control {
  attributes: Record<string, string>
  type: string
  value: string
}

const controls = new RegExp(
  [
    /<input\b([^>]*)>/,
    /<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/,
    /<select\b([^>]*)>([\s\S]*?)<\/select>/,
    /<button\b([^>]*)>/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

function controlsIn(html: string): Control[] {
  return [...html.matchAll(controls)].map((found) => {
    const [, input, area, text, select, options, button] = found
    const attributes = attributesOf(input ?? area ?? select ?? button ?? '')
    if (area !== undefined) return { attributes, type: 'textarea', value: plain(text ?? '') }
    if (select !== undefined) return { attributes, type: 'select', value: chosenIn(options ?? '') }
    const type = button === undefined ? (attributes.type ?? 'text') : 'button'
    return { attributes, type, value: attributes.value ?? (type === 'checkbox' ? 'on' : '') }
  })
}

function addControl(form: PageForm, { attributes, type, value }: Control): void {
  const { name } = attributes
  if (!name || 'disabled' in attributes) return
  form.names[name] = type
  const isChoice = type === 'radio' || type === 'checkbox'
  if (type === 'button' || type === 'file' || (isChoice && !('checked' in attributes))) return
  form.fields[name] = value
}

function chosenIn(options: string): string {
  const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, head]) => attributesOf(head!))
  return (all.find((each) => 'selected' in each) ?? all[0])?.value ?? ''
}

function attributesOf(head: string): Record<string, string> {
  const found = head.matchAll(/([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)
  return Object.fromEntries(
    [...found].map(([, name, double, single, bare]) => [
      name!.toLowerCase(),
      plain(double ?? single ?? bare ?? ''),
    ]),
  )
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text without its HTML escapes. */
export function plain(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return String.fromCodePoint(code)
  })
}
