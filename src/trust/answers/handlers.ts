import type { Handlers } from '#lib/call/call.ts'
import { bookHandlers } from '#trust/address-book/book.ts'
import { openingsWithin } from '#trust/affected/openings-window.ts'
import { confirmRecipients, openRecipients } from '#trust/affected/recipients.ts'

import { bindOrder, orderOfTicket } from '#trust/bindings/orders.ts'
import { ordersPaid, ordersRefunded } from '#trust/bindings/paid.ts'
import { receiptOf, setReceiptName } from '#trust/bindings/receipts.ts'
import { Canaries, noCanaries } from '#trust/canaries/canaries.ts'
import { Disclosures } from '#trust/disclosures/disclosures.ts'
import { actChallenge, publishDisclosure } from '#trust/disclosures/publishing.ts'
import { seedDisclosures } from '#trust/disclosures/seeds.ts'
import { holdsFor, liftHold, myHolds, setHold } from '#trust/holds/holds.ts'
import * as addressChange from '#trust/identity/address-change.ts'
import { Attempts } from '#trust/identity/attempts.ts'
import * as invitations from '#trust/identity/invitations.ts'
import * as myPasskeys from '#trust/identity/my-passkeys.ts'
import * as operators from '#trust/identity/operators.ts'
import * as passkeyLoss from '#trust/identity/passkey-loss.ts'
import * as passkeys from '#trust/identity/passkeys.ts'
import * as recency from '#trust/identity/recency.ts'
import * as recovery from '#trust/identity/recovery.ts'
import { seedMembers } from '#trust/identity/seeds.ts'
import * as sessions from '#trust/identity/sessions.ts'
import * as signIn from '#trust/identity/sign-in.ts'
import { importPeople } from '#trust/imports/people.ts'
import { KeyKeeper } from '#trust/keys/keeper.ts'
import { alarmsFor, raiseOwnAlarm } from '#trust/letters/alarms.ts'
import { LetterDesk, letterHandlers } from '#trust/letters/desk.ts'
import { MailboxLimits } from '#trust/letters/mailbox-limits.ts'
import { MonitorAlarms } from '#trust/letters/monitor-alarms.ts'
import { takeUpSetAside } from '#trust/letters/set-aside.ts'
import { messageHandlers } from '#trust/messages/messages.ts'
import { reportDeskHandlers } from '#trust/messages/report-desk.ts'
import { erase, erasurePlan } from '#trust/own-data/erasure.ts'
import { myContact, myOpenings, myRecords, openingsFor } from '#trust/own-data/own-data.ts'
import { proofKeys, proofOfOpening } from '#trust/own-data/proofs.ts'
import { parcelHandlers } from '#trust/parcels/parcels.ts'
import {
  payoutAccountHandlers,
  payoutAccountHandlersForPayments,
} from '#trust/payout-accounts/accounts.ts'
import { takeCosigned } from '#trust/proofs/cosigned.ts'
import { ClockGuard, clocksOf } from '#trust/reckoning/clock-guard.ts'
import { clockForConsole } from '#trust/reckoning/for-console.ts'
import { Refusals } from '#trust/refusals/refusals.ts'
import type { vaultForAccounts } from '#trust/vault/calls/for-accounts.ts'
import type { vaultForConsole } from '#trust/vault/calls/for-console.ts'
import type { vaultForMailer } from '#trust/vault/calls/for-mailer.ts'
import type { vaultForMonitor } from '#trust/vault/calls/for-monitor.ts'
import type { vaultForPayments } from '#trust/vault/calls/for-payments.ts'
import type { vaultForStorefront } from '#trust/vault/calls/for-storefront.ts'
import type { vaultForSupervisor } from '#trust/vault/calls/for-supervisor.ts'
import type { Core } from '#trust/vault/core.ts'
import type { Vault } from '#trust/vault/server.ts'

/** The answers to every call that anybody may make of the vault, by caller. */
export interface VaultHandlers {
  accounts: Handlers<typeof vaultForAccounts>
  storefront: Handlers<typeof vaultForStorefront>
  payments: Handlers<typeof vaultForPayments>
  mailer: Handlers<typeof vaultForMailer>
  console: Handlers<typeof vaultForConsole>
  monitor: Handlers<typeof vaultForMonitor>
  supervisor: Handlers<typeof vaultForSupervisor>
}

/** Joins the rooms of the vault to the list of calls. */
export async function vaultHandlers(
  vault: Vault,
  keeper = new KeyKeeper(vault.core),
  canaryRules = noCanaries,
  guard = new ClockGuard(vault.core, clocksOf(vault.core), null),
): Promise<VaultHandlers> {
  const desk = new LetterDesk(vault.core)
  // Whoever writes a letter wakes the mailer.
  const core = { ...vault.core, append: desk.append.bind(desk) }
  core.alarms.raise = (kind, what) => raiseOwnAlarm(core, kind, what)
  const limits = new MailboxLimits(core)
  const attempts = await Attempts.open(core, limits)
  const canaries = await Canaries.open(core, attempts, { rules: canaryRules })
  new Refusals(core).watch()
  const handOvers = new sessions.HandOvers(core)
  const shelf = new Disclosures(core)
  const monitorAlarms = new MonitorAlarms(core)
  await takeUpSetAside(core)
  return {
    accounts: accountsHandlers(core, vault.log, { attempts, limits, handOvers, shelf }),
    storefront: {
      exchangeCode: (want) => handOvers.exchange(want),
      renewSession: (want) => sessions.renewSession(core, want),
      endSession: (want) => sessions.endStorefrontSession(core, want),
      ordersOf: ({ handle, limit }) => sessions.ordersOf(core, 'storefront', handle, limit),
    },
    payments: {
      orderOfTicket: (want) => orderOfTicket(core, want),
      ordersPaid: (want) => ordersPaid(core, limits, want),
      ordersRefunded: (want) => ordersRefunded(core, want),
      verifyAct: (want) => operators.verifyAct(core, want),
      ...payoutAccountHandlersForPayments(core),
    },
    mailer: letterHandlers(desk),
    console: consoleHandlers(core, guard),
    monitor: {
      raiseAlarm: (want) => monitorAlarms.raise(want),
      canaryMailed: (want) => canaries.mailed(want),
      takeCosigned: async (want) => {
        const at = await takeCosigned(vault.log, core.settings.witnessKey, want)
        core.reckoning.witnessed(at)
      },
    },
    supervisor: { ...supervisorHandlers(core, shelf), ...keeper.handlers(), ...guard.handlers() },
  }
}

const operatorSignIn = { purpose: 'sign-in', site: 'console', subject: null, act: null } as const
const memberSignIn = { purpose: 'sign-in', site: 'accounts', subject: null, act: null } as const

function supervisorHandlers(core: Core, shelf: Disclosures) {
  return {
    firstOperatorLink: () => operators.firstOperatorLink(core),
    importPeople: (want) => importPeople(core, want),
    seedMembers: (want) => seedMembers(core, want),
    seedDisclosures: (want) => seedDisclosures(core, shelf, want),
  } satisfies Partial<VaultHandlers['supervisor']>
}

function consoleHandlers(core: Core, guard: ClockGuard): VaultHandlers['console'] {
  const desk = new recovery.RecoveryDesk(core)
  return {
    operatorEnrolChallenge: (want) => operators.operatorEnrolChallenge(core, want),
    enrolOperator: (want) => operators.enrolOperator(core, want),
    operatorChallenge: () => passkeys.challengeFor(core, operatorSignIn),
    operatorSignIn: (want) => operators.operatorSignIn(core, want),
    operatorOf: (want) => operators.operatorOf(core, want),
    enrolAgain: (want) => operators.enrolAgain(core, want),
    useRecoveryCode: (want) => desk.use(want),
    replaceRecoveryCodes: (want) => recovery.replaceRecoveryCodes(core, want),
    inviteOperator: (want) => invitations.inviteOperator(core, want),
    removeOperator: (want) => invitations.removeOperator(core, want),
    operators: (want) => invitations.operatorsFor(core, want),
    operatorSessions: (want) => sessions.mySessions(core, 'console', want),
    revokeOperatorSession: (want) => sessions.revokeSession(core, 'console', want),
    revokeOtherOperatorSessions: (want) => sessions.revokeOtherSessions(core, 'console', want),
    operatorSignOut: ({ session }) => sessions.signOut(core, 'console', session),
    operatorActChallenge: (want) => operators.operatorActChallenge(core, want),
    verifyOperatorAct: (want) => operators.verifyOperatorAct(core, want),
    openings: (want) => openingsFor(core, want),
    setHold: (want) => setHold(core, want),
    liftHold: (want) => liftHold(core, want),
    holds: (want) => holdsFor(core, want),
    ...reportDeskHandlers(core),
    ...clockForConsole(core, guard),
    alarms: (want) => alarmsFor(core, want),
    openingsWithin: (want) => openingsWithin(core, want),
    confirmRecipients: (want) => confirmRecipients(core, want),
    openRecipients: (want) => openRecipients(core, want),
  }
}

interface AccountsRooms {
  attempts: Attempts
  limits: MailboxLimits
  handOvers: sessions.HandOvers
  shelf: Disclosures
}

function accountsHandlers(
  core: Core,
  log: Vault['log'],
  rooms: AccountsRooms,
): VaultHandlers['accounts'] {
  const { attempts, limits, handOvers, shelf } = rooms
  return {
    startSignIn: (want) => signIn.startSignIn(core, attempts, want),
    answerCode: (want) => signIn.answerCode(core, attempts, want),
    signInChallenge: () => passkeys.challengeFor(core, memberSignIn),
    signInByPasskey: (want) => passkeys.signInByPasskey(core, want),
    confirmChallenge: (want) => recency.confirmChallenge(core, want),
    confirmByPasskey: (want) => recency.confirmByPasskey(core, want),
    startConfirm: (want) => recency.startConfirm(core, attempts, want),
    answerConfirm: (want) => recency.answerConfirm(core, attempts, want),
    enrolChallenge: (want) => myPasskeys.enrolChallenge(core, want),
    enrolPasskey: (want) => myPasskeys.enrolPasskey(core, limits, want),
    myPasskeys: (want) => myPasskeys.myPasskeys(core, want),
    removePasskey: (want) => myPasskeys.removePasskey(core, want),
    ...passkeyLossHandlers(core, limits),
    startAddressChange: (want) => addressChange.startAddressChange(core, attempts, want),
    answerAddressChange: (want) => addressChange.answerAddressChange(core, rooms, want),
    myAddressChange: (want) => addressChange.myAddressChange(core, want),
    cancelAddressChange: (want) => addressChange.cancelAddressChange(core, want),
    addressChangeOf: (want) => addressChange.addressChangeOf(core, want),
    stopAddressChange: (want) => addressChange.stopAddressChange(core, want),
    takeAddressChange: (want) => addressChange.takeAddressChange(core, want),
    sessionOf: (want) => recency.whoIs(core, want),
    mySessions: (want) => sessions.mySessions(core, 'accounts', want),
    revokeSession: (want) => sessions.revokeSession(core, 'accounts', want),
    revokeOtherSessions: (want) => sessions.revokeOtherSessions(core, 'accounts', want),
    signOut: ({ session }) => sessions.signOut(core, 'accounts', session),
    mintCode: (want) => handOvers.mint(want),
    bindOrder: (want) => bindOrder(core, want),
    startOrderAccess: (want) => signIn.startOrderAccess(core, attempts, want),
    answerOrderAccess: (want) => signIn.answerOrderAccess(core, attempts, want),
    receiptOf: (want) => receiptOf(core, want),
    setReceiptName: (want) => setReceiptName(core, want),
    myOrders: ({ session, limit }) => sessions.ordersOf(core, 'accounts', session, limit),
    ...ownDataHandlers(core, log, shelf),
    disclosureOf: (want) => shelf.of(want),
    actChallenge: (want) => actChallenge(core, want),
    publishDisclosure: (want) => publishDisclosure(core, shelf, want),
    ...bookHandlers(core),
    ...messageHandlers(core, limits),
    ...parcelHandlers(core),
    ...payoutAccountHandlers(core),
  }
}

function passkeyLossHandlers(core: Core, limits: MailboxLimits) {
  return {
    losePasskeys: (want) => passkeyLoss.losePasskeys(core, limits, want),
    myPasskeyLoss: (want) => passkeyLoss.myPasskeyLoss(core, want),
    cancelPasskeyLoss: (want) => passkeyLoss.cancelPasskeyLoss(core, want),
    passkeyLossOf: (want) => passkeyLoss.passkeyLossOf(core, want),
    stopPasskeyLoss: (want) => passkeyLoss.stopPasskeyLoss(core, want),
  } satisfies Partial<VaultHandlers['accounts']>
}

/** What a person may ask about themselves. */
function ownDataHandlers(core: Core, log: Vault['log'], shelf: Disclosures) {
  return {
    myContact: (want) => myContact(core, want),
    myRecords: (want) => myRecords(core, want),
    myOpenings: (want) => myOpenings(core, want),
    proofOfOpening: (want) => proofOfOpening(core, log, want),
    proofKeys: (want) => proofKeys(core, log, want),
    myHolds: (want) => myHolds(core, want),
    erasurePlan: (want) => erasurePlan(core, want),
    erase: async (want) => {
      await erase(core, want)
      shelf.forget()
    },
  } satisfies Partial<VaultHandlers['accounts']>
}
