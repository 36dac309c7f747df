export { byteOrderMark, csvRow } from './csv-row.ts';
