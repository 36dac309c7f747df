import './jobs.ts';

export { askAnew } from './ask-anew.ts';
export { bankName } from './bank.ts';
export { cancelInvoice } from './cancel-invoice.ts';
export { decideRefund } from './decide-refund.ts';
export { getInvoice, type InvoiceFile } from './get-invoice.ts';
export type { Attempt, Invoice, Line, Method, Refund, Status } from './invoice.ts';
export { listInvoicesOf } from './list-invoices-of.ts';
export { listMoneyOf, type Money } from './list-money-of.ts';
export { exportOwnInvoices, listOwnInvoices } from './list-own-invoices.ts';
export { getPaymentsDesk, listInvoices, type PaymentsDesk } from './list-payments.ts';
export { openInvoice } from './open-invoice.ts';
export { arePaymentsOn } from './provider.ts';
export { receiveCallback } from './receive-callback.ts';
export { refundInvoice } from './refund-invoice.ts';
export { startAttempt } from './start-attempt.ts';
export { waysToPay } from './ways-to-pay.ts';
