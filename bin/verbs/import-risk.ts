import { importRisks } from '#business';
import { sayReport } from '../import-report.ts';

export const help = `ssp import risk FILE.csv [--dry-run]
  Levels of risk by KBLI and scale, with the columns prefix,scale,level,certain,basis. They take the place of what shipped.
  Says for each row whether it is new, changed, the same or wrong; wrong rows are left out. --dry-run changes nothing.
  The format: docs/business-imports.md.`;

export const run = (args: string[]) => sayReport(args, help, (text, options) => importRisks(text, options));
