import { useView } from '../view.ts'

/** The storehouse in a vermilion seal, the market's name, and which room this is. */
export function Mark({ href, room }: { href: string; room?: string }) {
  const { marketName } = useView()
  return (
    <a class="mark" href={href}>
      <Seal />
      <span class="mark-name" lang="en">
        {marketName}
      </span>
      {room ? <span class="mark-room">{room}</span> : null}
    </a>
  )
}

/** The same drawing as ornament/mark.svg. */
export function Seal() {
  return (
    <svg class="mark-seal" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect class="mark-ground" width="32" height="32" rx="3" />
      <path class="mark-house" d="M16 4.6 29 12.4v3L16 8 3 15.4v-3zM7 15.9 16 10.7l9 5.2V27H7z" />
      <path
        class="mark-tiles"
        d="M7 20.5h18M8.5 20.5l6.5 6.5M14.5 20.5l6.5 6.5M20.5 20.5l4.5 4.5M23.5 20.5 17 27M17.5 20.5 11 27M11.5 20.5 7 25"
      />
      <rect class="mark-door" x="14" y="14" width="4" height="4" />
    </svg>
  )
}
