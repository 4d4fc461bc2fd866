export const backupHelp = `Usage: dozo backup DIR [options]

  Makes a backup of both databases and all files into DIR, also while the market is open, each
  part closed to the age recipient in BACKUP_RECIPIENT. Then removes backups whose days are over.

  --keys=DIR2      also puts the copy of the key ring into DIR2, closed to the age recipient in
                   BACKUP_KEYS_RECIPIENT; keep DIR2 apart from DIR
  --list           only tells which backups DIR holds
  --prune          only removes backups whose days (BACKUP_KEEP_DAYS, 35 unless set) are over
  --new-key=FILE   only makes an age key: the identity goes into FILE, its recipient is printed
  --json           tells the outcome as JSON

docs/how-to/back-up-and-restore.md tells the rest.
`

export const restoreHelp = `Usage: dozo restore DIR [BACKUP] --identity=FILE [options]

  Restores the newest backup in DIR, or the one named, into an empty DOZO_DATA. Interrupted, it is
  run again; nothing starts before it has ended well.

  --identity=FILE        the age identity of the backups
  --keys=DIR2            where the copy of the key ring is, unless the ring is already in its place
  --keys-identity=FILE   the age identity of that copy
  --log=FOLDER           the newest copy of the published log; DOZO_DATA's own unless given.
                         "none" when there is none: what was erased since the backup comes back
  --ledger=lost          takes a ledger of what was destroyed that is not the one the log tells of;
                         what is missing in it comes back, and the log will say so
  --unproven             takes a backup of which the log does not tell
  --json                 tells the outcome as JSON
`
