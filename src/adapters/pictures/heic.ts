import { Refusal } from '#lib/refusal.ts'
import { pictureLimits } from '#market/media/picture-sizes.ts'

/** Eight-bit RGBA. */
export interface Pixels {
  data: Uint8Array
  width: number
  height: number
}

interface HeifImage {
  get_width(): number
  get_height(): number
  display(into: HeifPixels, done: (shown: HeifPixels | null) => void): void
  free(): void
}
interface HeifPixels {
  data: Uint8ClampedArray
  width: number
  height: number
}
interface Heif {
  HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] }
}

/** Phones write HEVC, which the picture library's build cannot read; this one can, turned upright. */
export async function decodeHeic(original: Uint8Array): Promise<Pixels> {
  const { HeifDecoder } = await heif()
  const images = new HeifDecoder().decode(original)
  const [first, ...others] = images
  for (const other of others) other.free()
  if (!first) throw new Refusal('bad-input', 'The picture cannot be read.')
  try {
    return await shown(first)
  } finally {
    first.free()
  }
}

function shown(image: HeifImage): Promise<Pixels> {
  const width = image.get_width()
  const height = image.get_height()
  if (width * height > pictureLimits.pixels) throw new Refusal('too-large')
  const into = { data: new Uint8ClampedArray(width * height * 4), width, height }
  return new Promise((resolve, reject) => {
    image.display(into, (result) => {
      if (result) resolve({ data: new Uint8Array(result.data.buffer), width, height })
      else reject(new Refusal('bad-input', 'The picture cannot be read.'))
    })
  })
}

let loaded: Heif | undefined

// Loaded at the first phone picture: the decoder is several megabytes.
async function heif(): Promise<Heif> {
  loaded ??= (await import('libheif-js/wasm-bundle.js' as string)).default as Heif
  return loaded
}
