export const keysHelp = `Usage: dozo keys [status | rotate | destroy | begin-anew] [options]

  status       which versions of the key ring there are, what lives under each, and until when
               each is kept
  rotate       makes the next version and waits until every record is under it. The market stays
               open. Stopped or killed, it goes on by itself; asked again, so does this command
               --stolen              the ring is in other hands: seal everything anew, and end all
                                     passes and codes; read docs/how-to/stolen-keys.md first
  destroy      destroys the versions that neither a record nor a kept backup needs. The vault does
               the same by itself every hour
  begin-anew   makes a new ring at the next start, where the old one is lost for good. Nothing that
               was sealed opens ever again; read docs/how-to/lost-keys.md first
               --old-ring-is-lost    yes, and no copy of it is anywhere

  --json       tells each step as one line of JSON

Copy the ring again after every turn: with the copy from before, nothing newer opens.
`
