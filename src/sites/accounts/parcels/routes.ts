import { correctionForm } from '../checkout/recipient.ts'
import { labelsForm, printForm, shipmentForm } from './forms.ts'

/** What a seller sends by post, and its buyer waits for. */
export const parcelPages = {
  myParcel: {
    path: '/orders/:order/parcel',
    visitors: 'order-holder',
    query: ['corrected'],
    forms: ['correctParcel'],
  },
  parcels: {
    path: '/seller/parcels',
    visitors: 'seller',
    query: ['order', 'sent'],
    forms: ['printLabels', 'shipParcel'],
  },
} as const

export const parcelPosts = {
  correctParcel: {
    path: '/orders/:order/parcel',
    visitors: 'order-holder',
    form: correctionForm,
    exits: ['account'],
  },
  labelsChallenge: {
    path: '/seller/parcels/labels/challenge',
    visitors: 'seller',
    form: labelsForm,
    exits: ['account'],
  },
  /** Answers with the labels themselves: there is no address at which they could be asked again. */
  printLabels: {
    path: '/seller/parcels/labels',
    visitors: 'seller',
    form: printForm,
    exits: ['account'],
  },
  shipParcel: {
    path: '/seller/parcels/shipments',
    visitors: 'seller',
    form: shipmentForm,
    exits: ['account'],
  },
} as const
