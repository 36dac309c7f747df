import './jobs.ts';

export { addDraftFiles, answerDraft, dropDraft, findDraft, removeDraftFile, startDraft } from './drafts.ts';
export { dataRequests, fileDataRequest } from './file-data-request.ts';
export { fileReport } from './file-report.ts';
export { findSimilar } from './find-similar.ts';
export { maskPersonalData } from './mask-personal-data.ts';
export { type Answers, longestText, mostFiles, type Report } from './report.ts';
export { type Route, routeReport } from './route-report.ts';
export { sendDraft } from './send-draft.ts';
export { keepSentFile, sendFromPhone } from './send-from-phone.ts';
export type { Draft, DraftFile, DraftReceipt } from './store/drafts.ts';
