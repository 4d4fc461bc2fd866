import { join } from 'node:path'
import { ConfigError } from '#lib/config-error.ts'
import { armStopPoint } from '#lib/stop-point.ts'

/**
 * Where a kill test may end a process: before and after every commit and every outside call of
 * a purchase and of a refund. `stopPoint(name)` stands at each of them, once
 * (test/processes/stop-points.test.ts compares), and the kill tests go through this list.
 */
export const stopPoints = [
  'storefront:before-hold-commit',
  'storefront:after-hold-commit',

  'accounts:before-bind-call',
  'accounts:after-bind-call',
  'vault:before-bind-commit',
  'vault:after-bind-commit',

  'payments:before-ticket-call',
  'payments:after-ticket-call',
  'payments:before-intent-commit',
  'payments:after-intent-commit',
  'payments:before-session-call',
  'payments:after-session-call',
  'payments:before-hand-off-commit',
  'payments:after-hand-off-commit',

  'payments:before-status-call',
  'payments:after-status-call',
  'payments:before-close-call',
  'payments:after-close-call',
  'payments:before-ending-commit',
  'payments:after-ending-commit',
  'payments:before-release-commit',
  'payments:after-release-commit',
  'payments:before-finish-commit',
  'payments:after-finish-commit',

  'payments:before-paid-call',
  'payments:after-paid-call',
  'vault:before-paid-commit',
  'vault:after-paid-commit',
  'payments:before-told-commit',
  'payments:after-told-commit',

  'mailer:before-take-call',
  'mailer:after-take-call',
  'vault:before-lease-commit',
  'vault:after-lease-commit',
  'mailer:before-send-call',
  'mailer:after-send-call',
  'mailer:before-sent-call',
  'mailer:after-sent-call',
  'vault:before-sent-commit',
  'vault:after-sent-commit',

  'payments:before-act-call',
  'payments:after-act-call',
  'payments:before-refund-commit',
  'payments:after-refund-commit',
  'payments:before-refund-call',
  'payments:after-refund-call',
  'payments:before-refund-end-commit',
  'payments:after-refund-end-commit',
  'payments:before-refunded-call',
  'payments:after-refunded-call',
] as const

/** The same for a turn of the ring; test/keys goes through these. */
export const keyStopPoints = [
  'vault:before-ring-file',
  'vault:after-ring-file',
  'vault:before-ring-commit',
  'vault:after-ring-commit',
  'vault:before-wrap-commit',
  'vault:after-wrap-commit',
] as const

/** The same for an opening; test/vault/opening-kills.test.ts goes through these. */
export const openingStopPoints = [
  'vault:before-opening-commit',
  'vault:after-opening-commit',
] as const

/** The same for the commands backup and restore; test/backups goes through these. */
export const backupStopPoints = [
  'backup:before-vault-copy',
  'backup:after-vault-copy',
  'backup:before-announce-commit',
  'backup:after-announce-commit',
  'backup:before-manifest-file',
  'backup:after-manifest-file',
  'backup:before-confirm-commit',
  'backup:after-confirm-commit',
] as const

export const restoreStopPoints = [
  'restore:before-ring-file',
  'restore:after-ring-file',
  'restore:before-load',
  'restore:after-load',
  'restore:before-settle-commit',
  'restore:after-settle-commit',
  'restore:before-naming-mark',
  'restore:after-naming-mark',
  'restore:before-name',
  'restore:after-name',
] as const

/** The same for a restored vault that destroys again what was destroyed since its backup. */
export const replayStopPoints = [
  'vault:before-person-forgotten-again',
  'vault:after-person-forgotten-again',
  'vault:before-forgotten-again-commit',
  'vault:after-forgotten-again-commit',
  'vault:before-replayed-commit',
  'vault:after-replayed-commit',
] as const

const allStopPoints = [
  ...stopPoints,
  ...keyStopPoints,
  ...openingStopPoints,
  ...backupStopPoints,
  ...restoreStopPoints,
  ...replayStopPoints,
]

export type StopPointName = (typeof allStopPoints)[number]

/**
 * The setting DOZO_STOP_AT as a process's config reads it. Throws ConfigError in a production
 * start, or for a name that is no stop point.
 */
export function readStopAt(value: string | undefined, production: boolean) {
  if (value === undefined || value === '') return undefined
  if (production) throw new ConfigError(['DOZO_STOP_AT is for kill tests, not for production.'])
  const name = allStopPoints.find((each) => each === value)
  if (name === undefined) {
    const like = 'such as payments:after-intent-commit; see src/processes/stop-points.ts'
    throw new ConfigError([`DOZO_STOP_AT must name a stop point, ${like}.`])
  }
  return name
}

/** Arms the point, if one is set. The mark in the run folder shows that it was reached. */
export function armStopAt(name: StopPointName | undefined, runDir: string): void {
  if (name !== undefined) armStopPoint(name, stopMark(name, runDir))
}

/** The file that says a process died at this point. */
export function stopMark(name: StopPointName, runDir: string): string {
  return join(runDir, 'stopped', name.replace(':', '-'))
}
