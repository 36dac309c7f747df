export { formatDate, formatDay, formatDuration, formatNumber, formatShare } from './format.ts';
export { chooseLanguage, type Language, languages } from './language.ts';
export { hasMessage, type Params, translate } from './translate.ts';
