import type { Core } from '#trust/vault/core.ts'

const untold = {
  name: 'backup-events-untold',
  text: `select number::text as n, backup_id as backup, event, act from backup_events
    where told_at is null order by number limit 100`,
}

type Event = {
  n: string
  backup: string
  event: 'backup-made' | 'backup-pruned' | 'restored'
  act: Buffer
}

/**
 * Has the log tell of backups that were made, pruned and restored: the hash of a manifest in the
 * log is what tells a backup from a forged one. Gives how many it told.
 */
export async function tellBackups(core: Core): Promise<number> {
  const events = await core.db.rows<Event>(untold, [])
  if (events.length === 0) return 0
  const at = core.clock().toISOString()
  await core.append({
    writes: { backupsTold: events.map(({ n }) => ({ number: n, at })) },
    entries: events.map(({ backup, event, act }) => ({
      principal: 'supervisor',
      purpose: event,
      kind: '',
      subject: null,
      about: backup,
      act,
    })),
  })
  return events.length
}
