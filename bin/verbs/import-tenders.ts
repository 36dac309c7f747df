import { importTenders } from '#business';
import { sayReport } from '../import-report.ts';

export const help = `ssp import tenders FILE [--dry-run] [--pemda CODE]
  Procurement plans and tenders, from a CSV or from OCDS 1.1 JSON (release or record package, or one release a line). The
  same OCID is the same notice. --pemda is the government of rows that name none ('12', '12.75').
  Says for each row whether it is new, changed, the same or wrong; wrong rows are left out. --dry-run changes nothing.
  The format: docs/business-imports.md.`;

export const run = (args: string[]) => sayReport(args, help, (text, options) => importTenders(text, options));
