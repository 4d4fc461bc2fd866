import { buyerMessageForm, buyerReportForm, sellerMessageForm, sellerReportForm } from './forms.ts'

/** What buyer and seller of an order write to each other. */
export const messagePages = {
  messages: {
    path: '/orders/:order/messages',
    visitors: 'order-holder',
    query: ['seller', 'sent', 'reported'],
    forms: ['writeMessage', 'reportMessage'],
  },
  shopMessages: {
    path: '/seller/messages',
    visitors: 'seller',
    query: ['order', 'sent', 'reported'],
    forms: ['answerMessage', 'reportToOperators'],
  },
} as const

export const messagePosts = {
  writeMessage: {
    path: '/orders/:order/messages',
    visitors: 'order-holder',
    form: buyerMessageForm,
    exits: ['account'],
  },
  reportMessage: {
    path: '/orders/:order/messages/reports',
    visitors: 'order-holder',
    form: buyerReportForm,
    exits: ['account'],
  },
  answerMessage: {
    path: '/seller/messages',
    visitors: 'seller',
    form: sellerMessageForm,
    exits: ['account'],
  },
  reportToOperators: {
    path: '/seller/messages/reports',
    visitors: 'seller',
    form: sellerReportForm,
    exits: ['account'],
  },
} as const
