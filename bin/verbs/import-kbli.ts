import { importKbli } from '#business';
import { sayReport } from '../import-report.ts';

export const help = `ssp import kbli FILE.csv [--dry-run]
  The official list of KBLI, with the columns code,title and, if there are, about,title_en,synonyms (apart by '|').
  Says for each row whether it is new, changed, the same or wrong; wrong rows are left out. --dry-run changes nothing.
  The format: docs/business-imports.md.`;

export const run = (args: string[]) => sayReport(args, help, (text, options) => importKbli(text, options));
