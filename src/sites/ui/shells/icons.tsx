const paths = {
  cart: 'M3 4h2.2l2.1 10.2h9.9L19.5 7H6M9 18.2a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6m7.5 0a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6',
  library: 'M5 4v16M9.5 4v16M14 5.2 18.6 19.7M3 20h18M3 4h8.5',
  person:
    'M12 11.5a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6M4.5 20.5c.6-4.2 3.6-6.2 7.5-6.2s6.9 2 7.5 6.2',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13m4.8 11.3L20.5 20.5',
} as const

/** A line drawing beside a word; the word may be hidden on a phone, never left out. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}
