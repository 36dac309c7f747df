import './jobs.ts';

export { answerFile, type FileAnswer, type FileRequest } from './answer-file.ts';
export { type Inspected, inspectUpload } from './inspect-upload.ts';
export { hammingDistance, looksAlikeWithin } from './look.ts';
export { lookBands, nearLookBands } from './look-bands.ts';
export { scanWaiting } from './scan-waiting.ts';
export { isScannerOn, type ScanState, setScanner } from './scanner.ts';
export { findScanState } from './scans.ts';
export type { FileType } from './sniff.ts';
export { type DocumentType, documentTypes } from './sniff-document.ts';
export { offerForSweeping } from './stored-files.ts';
export { listNamedFiles, namesFiles, sweepFiles } from './sweep-files.ts';
export { type TakenFile, takeFile } from './take-file.ts';
export { type TakenPaper, takePaper } from './take-paper.ts';
