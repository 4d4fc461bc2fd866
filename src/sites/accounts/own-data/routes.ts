import { formOf } from '#lib/form-fields.ts'
import { eraseForm, proofForm } from './forms.ts'

/** What is kept about a member, who opened it, and how it ends. */
export const dataPosts = {
  exportData: { path: '/data/export', visitors: 'member', form: formOf({}), exits: ['account'] },
  proveOpening: {
    path: '/data/openings/proof',
    visitors: 'member',
    form: proofForm,
    exits: ['account'],
  },
  proofKeys: {
    path: '/data/openings/keys',
    visitors: 'member',
    form: formOf({}),
    exits: ['account'],
  },
  erase: { path: '/data/erasure', visitors: 'member', form: eraseForm, exits: ['account'] },
} as const

const member = { visitors: 'member', query: [] } as const

export const dataPages = {
  data: { ...member, path: '/data', query: ['after'], forms: ['exportData', 'proveOpening'] },
  openings: {
    ...member,
    path: '/data/openings',
    query: ['before', 'purpose', 'by', 'from', 'to'],
    forms: ['proveOpening', 'proofKeys'],
  },
  erasure: { ...member, path: '/data/erasure', forms: ['erase'] },
} as const
