export { byteOrderMark, csvRow } from './csv-row.ts';
export { type CsvRow, readCsv } from './read-csv.ts';
export { type CsvRecord, splitCsv } from './split-csv.ts';
