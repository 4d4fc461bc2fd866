const browsers = ['firefox', 'edge', 'chrome', 'safari', 'other'] as const
const systems = ['windows', 'macos', 'linux', 'android', 'ios', 'other'] as const

export type BrowserKind = `${(typeof browsers)[number]}-${(typeof systems)[number]}`

/** Every answer of `browserKind`. */
export const browserKinds: readonly BrowserKind[] = browsers.flatMap((browser) =>
  systems.map((system): BrowserKind => `${browser}-${system}`),
)

/** Some say that they are another too, so the order matters. */
const browserSigns: readonly [(typeof browsers)[number], RegExp][] = [
  ['firefox', /Firefox\/|FxiOS\//],
  ['edge', /Edg(?:A|iOS)?\//],
  ['chrome', /Chrome\/|CriOS\//],
  ['safari', /Version\/.*Safari\//],
]
const systemSigns: readonly [(typeof systems)[number], RegExp][] = [
  ['ios', /iPhone|iPad/],
  ['android', /Android/],
  ['windows', /Windows/],
  ['macos', /Macintosh/],
  ['linux', /Linux|X11/],
]

/**
 * What kind of browser asks, as coarse as helps somebody to know their own again: maker and
 * system, no version, no model. `other-other` where nothing fits.
 */
export function browserKind(request: Request): BrowserKind {
  const said = request.headers.get('user-agent') ?? ''
  const browser = browserSigns.find(([, sign]) => sign.test(said))?.[0] ?? 'other'
  const system = systemSigns.find(([, sign]) => sign.test(said))?.[0] ?? 'other'
  return `${browser}-${system}`
}
