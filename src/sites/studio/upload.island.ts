import * as tus from 'tus-js-client'

/** Small enough that a broken line loses seconds, large enough to be quick. */
const pieceBytes = 16 * 1024 * 1024
const pausesMillis = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000]

for (const place of document.querySelectorAll<HTMLElement>('[data-upload]')) arm(place)

function arm(place: HTMLElement): void {
  const input = place.querySelector<HTMLInputElement>('input[type="file"]')
  input?.addEventListener('change', () => send(place, [...(input.files ?? [])]))
  place.addEventListener('dragover', (event) => event.preventDefault())
  place.addEventListener('drop', (event) => {
    event.preventDefault()
    send(place, [...(event.dataTransfer?.files ?? [])])
  })
}

/** All at once, and one look at the page when the last has ended. */
async function send(place: HTMLElement, files: File[]): Promise<void> {
  const results = await Promise.all(files.map((file) => sendOne(place, file)))
  if (results.every(Boolean)) location.reload()
}

function sendOne(place: HTMLElement, file: File): Promise<boolean> {
  const row = rowFor(place, file)
  return new Promise((resolve) => {
    const upload = new tus.Upload(file, {
      endpoint: place.dataset.upload,
      chunkSize: pieceBytes,
      retryDelays: pausesMillis,
      removeFingerprintOnSuccess: true,
      metadata: {
        filename: file.name,
        purpose: place.dataset.purpose ?? '',
        work: place.dataset.work ?? '',
      },
      onProgress: (sent, all) => row.progress(sent, all),
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0
        const isWorthIt = status === 0 || status === 423 || status >= 500
        if (isWorthIt) row.say(place.dataset.retrying)
        return isWorthIt
      },
      onError: (error) => {
        const reason = (error as tus.DetailedError).originalResponse?.getBody()?.trim()
        const words = reason === 'storage-full' ? place.dataset.full : reason
        row.say([place.dataset.failed, words].filter(Boolean).join(' '))
        resolve(false)
      },
      onSuccess: () => resolve(true),
    })
    row.onPause((isPaused) => (isPaused ? void upload.abort() : upload.start()))
    void goOn(upload)
  })
}

/** A file that was begun before, on this device, goes on where it stopped. */
async function goOn(upload: tus.Upload): Promise<void> {
  const [earlier] = await upload.findPreviousUploads()
  if (earlier) upload.resumeFromPreviousUpload(earlier)
  upload.start()
}

function rowFor(place: HTMLElement, file: File) {
  const template = place.querySelector('template')
  const row = template?.content.firstElementChild?.cloneNode(true) as HTMLElement
  place.querySelector('[data-part="list"]')?.append(row)
  const part = (name: string) => row.querySelector<HTMLElement>(`[data-part="${name}"]`)
  const bar = row.querySelector('progress')
  const label = part('label')
  if (label) label.textContent = file.name
  bar?.setAttribute('aria-label', file.name)
  const pause = part('pause')
  let isPaused = false
  return {
    progress(sent: number, all: number) {
      if (bar) {
        bar.max = all
        bar.value = sent
      }
      const text = part('text')
      if (text) text.textContent = `${Math.floor((sent / all) * 100)}%`
      this.say(undefined)
    },
    say(words: string | undefined) {
      const problem = part('problem')
      if (!problem) return
      problem.hidden = !words
      problem.textContent = words ?? ''
    },
    onPause(then: (isPaused: boolean) => void) {
      pause?.addEventListener('click', () => {
        isPaused = !isPaused
        pause.textContent = (isPaused ? place.dataset.resume : place.dataset.pause) ?? ''
        then(isPaused)
      })
    },
  }
}
