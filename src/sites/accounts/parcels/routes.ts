import { labelsForm, printForm, shipmentForm } from './forms.ts'

/** What a seller sends by post. */
export const parcelPages = {
  parcels: {
    path: '/seller/parcels',
    visitors: 'seller',
    query: ['order', 'sent'],
    forms: ['printLabels', 'shipParcel'],
  },
} as const

export const parcelPosts = {
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
