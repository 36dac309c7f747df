import './jobs.ts';

export { fitSms, longestSms } from './fit-sms.ts';
export { isSmsOn, queueSms, type Sms } from './queue-sms.ts';
