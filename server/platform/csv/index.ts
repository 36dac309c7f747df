export { byteOrderMark, csvRow } from './csv-row.ts';
export { type CsvRow, readCsv } from './read-csv.ts';
