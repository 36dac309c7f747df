import { importEnterprises } from '#business';
import { sayReport } from '../import-report.ts';

export const help = `ssp import nib FILE.csv [--dry-run]
  The register of NIB as OSS gives it out, with the columns nib,name,form,scale,region,kbli,status,issued_on,as_of. Columns
  besides are never read. Says for each row whether it is new, changed, the same or wrong; wrong rows are left out.
  --dry-run changes nothing. The format: docs/business-imports.md.`;

export const run = (args: string[]) =>
	sayReport(args, help, (text, options) => importEnterprises(text, options));
